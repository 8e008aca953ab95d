// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;

/** What {@code -Djava.system.class.loader} names. */
public final class OwnSystemLoader extends URLClassLoader {

    public OwnSystemLoader(ClassLoader parent) {
        super(new URL[0], parent);
    }

    /** The JVM calls this for the jars of agents. */
    void appendToClassPathForInstrumentation(String path) throws MalformedURLException {
        addURL(new File(path).toURI().toURL());
    }
}
