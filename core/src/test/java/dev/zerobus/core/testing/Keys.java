// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate for localhost, made by the JDK's keytool. */
public final class Keys {

    private static final char[] PASSWORD = "changeit".toCharArray();

    public final Path certificate;
    public final Path key;
    private final KeyStore store;

    private Keys(Path certificate, Path key, KeyStore store) {
        this.certificate = certificate;
        this.key = key;
        this.store = store;
    }

    public static Keys make(Path directory) throws IOException, GeneralSecurityException, InterruptedException {
        return make(directory, "-0d", "2");
    }

    /** One whose time is over. */
    public static Keys makeExpired(Path directory) throws IOException, GeneralSecurityException, InterruptedException {
        return make(directory, "-10d", "5");
    }

    /** One whose time is over, issued by an authority whose certificate it is that is to be trusted. */
    public static Keys makeExpiredOfAuthority(Path directory)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = directory.resolve("store.p12");
        String request = directory.resolve("k.csr").toString();
        String reply = directory.resolve("k.crt").toString();
        keyPair(file, "a", "CN=authority", "-0d", "2");
        keyPair(file, "k", "CN=localhost", "-10d", "5");
        keytool(file, "-certreq", "-alias", "k", "-file", request);
        keytool(
                file,
                "-gencert",
                "-alias",
                "a",
                "-infile",
                request,
                "-outfile",
                reply,
                "-startdate",
                "-10d",
                "-validity",
                "5",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1");
        keytool(file, "-importcert", "-noprompt", "-alias", "k", "-file", reply);
        KeyStore store = load(file);
        Certificate authority = store.getCertificate("a");
        store.deleteEntry("a");
        return new Keys(
                pem(directory.resolve("cert.pem"), "CERTIFICATE", authority.getEncoded()),
                directory.resolve("none"),
                store);
    }

    private static Keys make(Path directory, String start, String days)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = directory.resolve("store.p12");
        keyPair(file, "k", "CN=localhost", start, days);
        KeyStore store = load(file);
        Key key = store.getKey("k", PASSWORD);
        return new Keys(
                pem(
                        directory.resolve("cert.pem"),
                        "CERTIFICATE",
                        store.getCertificate("k").getEncoded()),
                pem(directory.resolve("key.pem"), "PRIVATE KEY", key.getEncoded()),
                store);
    }

    private static void keyPair(Path file, String alias, String name, String start, String days)
            throws IOException, InterruptedException {
        keytool(
                file,
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-startdate",
                start,
                "-validity",
                days,
                "-dname",
                name,
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-ext",
                "BC=ca:true");
    }

    private static void keytool(Path file, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(
                List.of("-storetype", "PKCS12", "-storepass", new String(PASSWORD), "-keystore", file.toString()));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes());
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    public SSLContext serverContext() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static Path pem(Path file, String type, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
    }
}
