/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A self-signed key and certificate for {@code localhost} and {@code 127.0.0.1}, created by the
 * JDK's keytool. For servers of tests only.
 *
 * @param keystore PKCS12 file with the key
 * @param truststore PKCS12 file with the certificate
 * @param password of both files
 * @param certificate PEM text
 * @param key PEM text of the private key, not encrypted
 */
public record TlsIdentity(
    Path keystore, Path truststore, String password, String certificate, String key) {

  private static final String ALIAS = "server";
  private static final String PASSWORD = "only-for-tests";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * Creates a new identity.
   *
   * @param folder an existing folder for its files
   * @throws IllegalStateException if keytool fails
   */
  public static TlsIdentity create(Path folder) {
    Path keystore = folder.resolve("keystore.p12");
    Path truststore = folder.resolve("truststore.p12");
    keytool(
        "-genkeypair",
        "-alias",
        ALIAS,
        "-keyalg",
        "RSA",
        "-keysize",
        "2048",
        "-validity",
        "2",
        "-dname",
        "CN=localhost",
        "-ext",
        "SAN=dns:localhost,ip:127.0.0.1",
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD,
        "-keystore",
        keystore.toString());
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(keystore)) {
        keys.load(in, PASSWORD.toCharArray());
      }
      byte[] certificate = keys.getCertificate(ALIAS).getEncoded();
      byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
      Path pem = folder.resolve("certificate.pem");
      Files.writeString(pem, pem("CERTIFICATE", certificate));
      keytool(
          "-importcert",
          "-noprompt",
          "-alias",
          ALIAS,
          "-file",
          pem.toString(),
          "-storetype",
          "PKCS12",
          "-storepass",
          PASSWORD,
          "-keystore",
          truststore.toString());
      return new TlsIdentity(
          keystore, truststore, PASSWORD, pem("CERTIFICATE", certificate), pem("PRIVATE KEY", key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("keytool made a key that cannot be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pem(String what, byte[] content) {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
  }

  private static void keytool(String... arguments) {
    Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
    try {
      List<String> command = new ArrayList<>(List.of(program.toString()));
      command.addAll(List.of(arguments));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("keytool failed: " + output.strip());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while keytool was running", e);
    }
  }
}
