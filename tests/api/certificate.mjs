// A certificate authority of a test's own, and a certificate that it signed for localhost and 127.0.0.1.
//
//   const { authority, certificate, key } = make_certificate(temporary_folder());   // files, PEM
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";

export function make_certificate(folder) {
  const at = (name) => path.join(folder, name);
  const openssl = (...words) => execFileSync("openssl", words, { stdio: ["ignore", "ignore", "pipe"] });
  const new_key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...new_key, "-days", "2", "-subj", "/CN=Authority of a test", "-keyout", at("authority.key"),
    "-out", at("authority.pem"), "-addext", "basicConstraints=critical,CA:TRUE");
  openssl("req", "-new", ...new_key, "-subj", "/CN=localhost", "-keyout", at("server.key"), "-out", at("server.csr"));
  writeFileSync(at("server.ext"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
  openssl("x509", "-req", "-in", at("server.csr"), "-CA", at("authority.pem"), "-CAkey", at("authority.key"),
    "-CAcreateserial", "-days", "2", "-extfile", at("server.ext"), "-out", at("server.pem"));
  return { authority: at("authority.pem"), certificate: at("server.pem"), key: at("server.key") };
}
