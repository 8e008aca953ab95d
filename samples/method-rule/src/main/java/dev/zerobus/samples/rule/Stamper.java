// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.rule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Stamps lines: prints the SHA-256 of each line of standard input. A line that begins with {@code 0x} is hexadecimal, and what it
 * stands for is stamped.
 */
public final class Stamper {

    private Stamper() {}

    /**
     * Stamps until the input ends.
     *
     * @param args none
     * @throws IOException if standard input breaks
     */
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(stamp(line));
        }
    }

    private static String stamp(String line) {
        if (!line.startsWith("0x")) {
            return DigestUtils.sha256Hex(line);
        }
        try {
            return DigestUtils.sha256Hex(Hex.decodeHex(line.substring(2)));
        } catch (DecoderException e) {
            return "not hexadecimal";
        }
    }
}
