// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** Reads and writes PEM files. Stateless. */
final class PemFiles {

    private static final int LINE = 64;
    private static final int MAX_BYTES = 1 << 20;

    private PemFiles() {}

    /** The certificates of a file, the server's own first; never empty. */
    static X509Certificate[] certificates(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate[] found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            if (found.length == 0) {
                throw new IOException("no certificate in " + file + ": it takes PEM (BEGIN CERTIFICATE)");
            }
            return found;
        }
    }

    static PrivateKey privateKey(Path file, String algorithm) throws IOException, GeneralSecurityException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is too large for a key");
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        int begin = text.indexOf("-----BEGIN PRIVATE KEY-----");
        int end = text.indexOf("-----END PRIVATE KEY-----");
        if (begin < 0 || end < begin) {
            throw new IOException(
                    "no key in " + file + ": it takes PKCS 8 as PEM without a password (BEGIN PRIVATE KEY)");
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(text.substring(text.indexOf('\n', begin) + 1, end));
        } catch (IllegalArgumentException damaged) {
            throw new IOException("the key in " + file + " is damaged", damaged);
        }
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    /** Fails if the key in one file is not the one that the certificate in the other file is about. */
    static void requireSameKey(Path certificateFile, Path keyFile) throws IOException {
        try {
            PublicKey publicKey = certificates(certificateFile)[0].getPublicKey();
            PrivateKey privateKey = privateKey(keyFile, publicKey.getAlgorithm());
            String algorithm = publicKey.getAlgorithm().startsWith("EC") ? "SHA256withECDSA" : "SHA256withRSA";
            byte[] probe = "the same key".getBytes(StandardCharsets.US_ASCII);
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(privateKey);
            signer.update(probe);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(publicKey);
            verifier.update(probe);
            if (!verifier.verify(signature)) {
                throw new IOException(
                        "the key in " + keyFile + " is not that of the certificate in " + certificateFile);
            }
        } catch (GeneralSecurityException bad) {
            throw new IOException(
                    "the certificate in " + certificateFile + " and the key in " + keyFile
                            + " can not be used together: " + bad.getMessage(),
                    bad);
        }
    }

    static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END " + label + "-----\n";
    }

    /** Writes a file that was never, not even while being written, readable by others if it is private. */
    static void write(Path file, String text, boolean isPrivate) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(file + " is not a file's name");
        }
        Path temporary;
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            temporary = Files.createTempFile(
                    directory,
                    "new",
                    ".pem",
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(isPrivate ? "rw-------" : "rw-r--r--")));
        } else {
            temporary = Files.createTempFile(directory, "new", ".pem");
        }
        try {
            Files.write(temporary, bytes);
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Files.deleteIfExists(temporary);
        }
    }
}
