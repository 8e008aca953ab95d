// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code env}, {@code none}, or {@code host:port}. */
final class ProxyType extends OptionType<ProxyChoice> {

    @Override
    ProxyChoice parse(String text) {
        if (text.equalsIgnoreCase("env")) {
            return ProxyChoice.ENVIRONMENT;
        }
        if (text.equalsIgnoreCase("none")) {
            return ProxyChoice.NONE;
        }
        Matcher form = Form.PATTERN.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("this is no proxy");
        }
        int port = Integer.parseInt(form.group(2));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("there is no such port");
        }
        return ProxyChoice.at(form.group(1), port);
    }

    @Override
    String right() {
        return "env (as https_proxy, no_proxy and their kin say), none, or host:port of an HTTP proxy";
    }

    @Override
    List<String> wrong() {
        return List.of("proxy.example.com", "socks://proxy:1080", "proxy:0", "proxy:70000", "user:word@proxy:80");
    }

    /** For the few who name a proxy: a process's first regular expression costs milliseconds. */
    private static final class Form {
        static final Pattern PATTERN = Pattern.compile("(?:http://)?([A-Za-z0-9._-]+|\\[[0-9a-fA-F:]+]):(\\d{1,5})/?");
    }
}
