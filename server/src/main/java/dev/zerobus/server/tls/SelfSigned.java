// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A new self-signed certificate of an EC P-256 key for this machine: {@code localhost}, {@code 127.0.0.1}, {@code ::1} and
 * the host's name. Immutable.
 */
final class SelfSigned {

    private static final Duration LIFETIME = Duration.ofDays(397);
    /** Clocks differ a little. */
    private static final Duration BEGINS_EARLIER = Duration.ofHours(1);

    private static final int SERIAL_BITS = 120;
    private static final int DNS_NAME = 2;
    private static final Pattern DNS = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    /** DER. */
    private final byte[] certificate;
    /** PKCS 8 DER. */
    private final byte[] key;

    private SelfSigned(byte[] certificate, byte[] key) {
        this.certificate = certificate;
        this.key = key;
    }

    static SelfSigned create(Instant now, String hostName) throws IOException {
        try {
            SecureRandom random = new SecureRandom();
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=zerobus-server on localhost");
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                    Date.from(now.minus(BEGINS_EARLIER)),
                    Date.from(now.plus(LIFETIME)),
                    name,
                    pair.getPublic());
            // its own issuer, so that a client can take it as a root
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.subjectAlternativeName, false, names(hostName));
            X509CertificateHolder holder =
                    builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
            return new SelfSigned(holder.getEncoded(), pair.getPrivate().getEncoded());
        } catch (GeneralSecurityException | OperatorCreationException impossible) {
            throw new IOException("no certificate could be made: " + impossible.getMessage(), impossible);
        }
    }

    private static GeneralNames names(String hostName) {
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.dNSName, "localhost"));
        if (!hostName.equals("localhost")) {
            names.add(new GeneralName(GeneralName.dNSName, hostName));
        }
        names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        names.add(new GeneralName(GeneralName.iPAddress, "::1"));
        return new GeneralNames(names.toArray(new GeneralName[0]));
    }

    /** This machine's name as a certificate can carry it; {@code localhost} if it has none. */
    static String hostName() {
        try {
            String name = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            return DNS.matcher(name).matches() ? name : "localhost";
        } catch (UnknownHostException none) {
            return "localhost";
        }
    }

    static boolean isFor(X509Certificate certificate, String hostName) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names != null
                && names.stream()
                        .anyMatch(n -> n.get(0).equals(DNS_NAME) && n.get(1).equals(hostName));
    }

    /** Key first: a certificate without its key is noticed at the next start and replaced. */
    void write(Path certificateFile, Path keyFile) throws IOException {
        PemFiles.write(keyFile, PemFiles.pem("PRIVATE KEY", key), true);
        PemFiles.write(certificateFile, PemFiles.pem("CERTIFICATE", certificate), false);
    }
}
