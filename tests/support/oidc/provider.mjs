// A provider of identities for the tests: certified software, and this small configuration of ours.
// Who signs in next, and how surely, is said by POST /who as JSON {sub, acr, amr}. Nothing is asked of a person.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const [port, back] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
let who = { sub: "nobody", acr: "low", amr: ["pwd"] };

const provider = new Provider(issuer, {
  clients: [{
    client_id: "keukentafel",
    client_secret: "only-for-tests",
    redirect_uris: back.split(","),
    grant_types: ["authorization_code"],
    response_types: ["code"],
  }],
  acrValues: ["low", "substantial"],
  claims: { openid: ["sub", "acr", "amr", "auth_time"] },
  cookies: { keys: ["only", "for", "tests"] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
});
const answers = provider.callback();

async function interact(request, response) {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (prompt.name === "login") {
    const login = { accountId: who.sub, acr: who.acr, amr: who.amr, remember: false };
    return provider.interactionFinished(request, response, { login });
  }
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope("openid");
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}

async function asked(request, response) {
  if (request.url === "/who") {
    let text = "";
    for await (const part of request) text += part;
    who = JSON.parse(text);
    return response.writeHead(204).end();
  }
  return request.url.startsWith("/interaction/") ? interact(request, response) : answers(request, response);
}

createServer((request, response) => {
  asked(request, response).catch((error) => response.writeHead(500).end(String(error)));
}).listen(Number(port), "127.0.0.1");
