// The browser's own voices, and of those only what speaks on this device: no text of a family goes to a server to be read.
export function voiceFor(lang) {
  const of = (voice) => voice.lang.toLowerCase().replace("_", "-").split("-")[0];
  return speechSynthesis.getVoices().find((voice) => voice.localService && of(voice) === lang.toLowerCase().split("-")[0]);
}

// Calls back as soon as there is a voice for this language; never, where there is none.
export function whenThereIsAVoice(lang, then) {
  if (voiceFor(lang)) return then();
  const look = () => {
    if (!voiceFor(lang)) return;
    speechSynthesis.removeEventListener("voiceschanged", look);
    then();
  };
  speechSynthesis.addEventListener("voiceschanged", look);
}
