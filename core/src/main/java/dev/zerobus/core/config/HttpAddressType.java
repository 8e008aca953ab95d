// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import dev.zerobus.core.net.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/**
 * {@code https://host[:port]}, also without the scheme; {@code http://} for loopback hosts only, because what goes to this
 * address carries credentials (Zerobus public documentation: plaintext is for loopback).
 */
final class HttpAddressType extends OptionType<URI> {

    private final String example;

    HttpAddressType(String example) {
        this.example = example;
    }

    @Override
    URI parse(String text) {
        URI address = uri(text.contains("://") ? text : "https://" + text);
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = address.getHost();
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("the scheme must be https");
        }
        if (host == null) {
            throw new IllegalArgumentException("it names no host");
        }
        if (address.getUserInfo() != null) {
            throw new IllegalArgumentException("credentials do not belong in an address");
        }
        if (!isBlank(address.getQuery()) || !isBlank(address.getFragment()) || !isRoot(address.getPath())) {
            throw new IllegalArgumentException("nothing may follow host and port");
        }
        if (address.getPort() == 0 || address.getPort() > 65_535) {
            throw new IllegalArgumentException("there is no such port");
        }
        if (scheme.equals("http") && !Loopback.is(host)) {
            throw new IllegalArgumentException("http:// sends tokens in plain text and is for loopback hosts only");
        }
        return uri(scheme + "://" + host + (address.getPort() < 0 ? "" : ":" + address.getPort()));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("this is not an address: " + e.getReason(), e);
        }
    }

    private static boolean isBlank(String part) {
        return part == null || part.isEmpty();
    }

    private static boolean isRoot(String path) {
        return isBlank(path) || path.equals("/");
    }

    @Override
    String right() {
        return "https://host or https://host:port (http:// for loopback hosts only), such as " + example;
    }

    @Override
    List<String> wrong() {
        return List.of(
                "http://example.com",
                "ftp://example.com",
                "https://",
                "https://user:word@example.com",
                "https://example.com/path",
                "https://example.com:0",
                "https://example.com:70000",
                "a b");
    }
}
