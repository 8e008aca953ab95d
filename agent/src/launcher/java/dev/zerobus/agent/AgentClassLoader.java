// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Loads what lies under {@code inst/} in the agent's jar, where no other loader looks. Asks itself first and then the
 * platform's loader, never the application's: the libraries inside and those of the application do not meet, whatever their
 * versions are. The one exception is {@link Bridge}, which both sides must see as one class.
 *
 * <p>Reads the jar by {@code java.util.zip}, because the file systems of NIO may be the application's to initialise. The jar
 * stays open as long as the process. Safe from any thread.
 */
final class AgentClassLoader extends ClassLoader {

    static final String INSIDE = "inst/";
    private static final String CLASS = ".class";
    private static final String OURS = "dev.zerobus.";
    private static final String BRIDGE = "dev.zerobus.agent.Bridge";

    static {
        registerAsParallelCapable();
    }

    private final ZipFile zip;
    private final StartBundle start;
    private final ClassBundle ours;
    private final ClassBundle libraries;
    private final URL jar;
    private final ProtectionDomain domain;

    AgentClassLoader(File file) throws OwnJar.Unusable {
        super(platformLoader());
        try {
            zip = new ZipFile(file);
            OwnJar.check(zip);
            start = new StartBundle(zip);
            ours = new ClassBundle(zip, "inst/agent");
            libraries = new ClassBundle(zip, "inst/libraries");
            jar = file.toURI().toURL();
        } catch (IOException | RuntimeException e) {
            throw new OwnJar.Unusable(file + " can not be read: " + e.getMessage());
        }
        Permissions all = new Permissions();
        all.add(new AllPermission());
        domain = new ProtectionDomain(new CodeSource(jar, (Certificate[]) null), all, this, null);
    }

    /**
     * The loader above all others, which is the platform's unless the application has its own ideas. Not by reflection, which
     * at this moment makes the JDK load its machinery for annotations and proxies.
     */
    private static ClassLoader platformLoader() throws OwnJar.Unusable {
        ClassLoader top = ClassLoader.getSystemClassLoader();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        if (top.getClass().getName().equals("jdk.internal.loader.ClassLoaders$PlatformClassLoader")) {
            return top;
        }
        try {
            return (ClassLoader)
                    ClassLoader.class.getMethod("getPlatformClassLoader").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new OwnJar.Unusable("it needs Java 11 or later");
        }
    }

    /** Lets go of what only the start needs. */
    void started() {
        start.release();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("java.")) {
            // most of what is asked for here, and never inside: without a lock and a look
            return getParent().loadClass(name);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = name.equals(BRIDGE) ? Bridge.class : inside(name);
            }
            return loaded != null ? loaded : getParent().loadClass(name);
        }
    }

    private Class<?> inside(String name) throws ClassNotFoundException {
        try {
            byte[] bytes = bundled(name);
            return bytes == null ? null : define(name, bytes);
        } catch (IOException | ClassFormatError e) {
            throw new ClassNotFoundException(
                    name + " can not be read from " + zip.getName() + ": " + e.getMessage(), e);
        }
    }

    private Class<?> define(String name, byte[] bytes) {
        definePackageOf(name);
        return defineClass(name, bytes, 0, bytes.length, domain);
    }

    /** Returns null if the jar has no such class or resource. */
    byte[] bytes(String resource) throws IOException {
        if (!resource.endsWith(CLASS)) {
            ZipEntry entry = zip.getEntry(INSIDE + resource);
            return entry == null || entry.isDirectory() ? null : ClassBundle.read(zip, entry, 0, (int) entry.getSize());
        }
        return bundled(resource.substring(0, resource.length() - CLASS.length()).replace('/', '.'));
    }

    /** Finds a class. Asking for the JDK's must not read an index, nor asking for what the start needs. */
    private byte[] bundled(String name) throws IOException {
        String resource = name.replace('.', '/') + CLASS;
        if (name.startsWith(OURS)) {
            byte[] early = start.find(name);
            return early != null ? early : ours.find(resource);
        }
        return isOfJdk(resource) ? null : libraries.find(resource);
    }

    private static boolean isOfJdk(String resource) {
        return resource.startsWith("java/")
                || resource.startsWith("javax/")
                || resource.startsWith("jdk/")
                || resource.startsWith("sun/")
                || resource.startsWith("com/sun/");
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> found = inside(name);
        if (found == null) {
            throw new ClassNotFoundException(name);
        }
        return found;
    }

    private void definePackageOf(String className) {
        int dot = className.lastIndexOf('.');
        String name = dot < 0 ? "" : className.substring(0, dot);
        if (dot < 0 || getPackage(name) != null) {
            return;
        }
        try {
            Package own = Bridge.class.getPackage();
            String version = name.startsWith(OURS) && own != null ? own.getImplementationVersion() : null;
            definePackage(name, null, null, null, null, version, null, null);
        } catch (IllegalArgumentException e) {
            // another thread was faster
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : getParent().getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        all.addAll(Collections.list(getParent().getResources(name)));
        return Collections.enumeration(all);
    }

    @Override
    protected URL findResource(String name) {
        try {
            return bytes(name) == null ? null : InsideUrl.of(this, jar, name);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL one = findResource(name);
        return Collections.enumeration(one == null ? Collections.<URL>emptyList() : Collections.singletonList(one));
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        try {
            byte[] bytes = bytes(name);
            return bytes == null ? getParent().getResourceAsStream(name) : new ByteArrayInputStream(bytes);
        } catch (IOException e) {
            return null;
        }
    }
}
