// A voice message from the browser's own recorder, put into the form as a file: it is sent with the rest, and nothing is
// kept here. Without this script one chooses a recording of the telephone's own.
const LONGEST = 10 * 60;
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

const arms = (around) => around.querySelectorAll("[data-record]").forEach(arm);
if (window.MediaRecorder && navigator.mediaDevices && window.DataTransfer) {
  arms(document);
  document.addEventListener("kt-fields", (event) => arms(event.target));
}

function arm(place) {
  const [button, away] = place.querySelectorAll("button");
  const label = button.querySelector("span");
  const said = place.querySelector("[role=status]");
  const field = place.querySelector("input");
  const start = label.textContent;
  let recorder, clock, seconds;
  place.hidden = false;
  button.addEventListener("click", () => (recorder?.state === "recording" ? recorder.stop() : record()));
  away.addEventListener("click", () => {
    field.value = "";
    said.textContent = "";
    away.hidden = true;
    button.focus();
  });
  place.closest("form")?.addEventListener("submit", (event) => {
    if (recorder?.state !== "recording") return;
    event.preventDefault(); // what was said goes along: end it first, then send
    event.stopImmediatePropagation();
    recorder.addEventListener("stop", () => setTimeout(() => event.target.requestSubmit(event.submitter)), { once: true });
    recorder.stop();
  }, true);

  async function record() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      said.textContent = place.dataset.no;
      return;
    }
    const kind = KINDS.find((one) => MediaRecorder.isTypeSupported(one));
    const pieces = [];
    recorder = new MediaRecorder(stream, kind ? { mimeType: kind, audioBitsPerSecond: 32000 } : {});
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => {
      clearInterval(clock);
      for (const track of stream.getTracks()) track.stop();
      keep(pieces, recorder.mimeType);
    });
    seconds = 0;
    tick();
    clock = setInterval(() => (++seconds < LONGEST ? tick() : recorder.stop()), 1000);
    recorder.start();
    place.dataset.recording = "";
  }

  function tick() {
    label.textContent = place.dataset.busy.replace("#", seconds);
  }

  function keep(pieces, kind) {
    const ending = kind.includes("mp4") ? "m4a" : kind.includes("ogg") ? "ogg" : "webm";
    const holder = new DataTransfer();
    holder.items.add(new File(pieces, `${place.dataset.name}.${ending}`, { type: kind }));
    field.files = holder.files;
    delete place.dataset.recording;
    label.textContent = start;
    said.textContent = place.dataset.done.replace("#", Math.max(1, seconds));
    away.hidden = false;
  }
}
