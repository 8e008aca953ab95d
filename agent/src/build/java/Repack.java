// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes the agent's jar; the build runs it from its source: {@code java Repack.java CLASS_PATH VERSION TIMESTAMP JAR...}.
 *
 * <p>The launcher's package stays as it is. Everything else goes under {@code inst/}, where neither the application's class
 * loader nor a scanner of class paths finds it: classes are together in a few entries, because the JVM looks at every entry of
 * a jar before {@code main}; those that the agent's start needs are in one that is read at once. Libraries that log by {@code
 * java.util.logging} log by {@code dev.zerobus.agent.quiet} inside: the application's loggers are the application's. Files of
 * services are joined. The same input gives the same bytes.
 */
public final class Repack {

    private static final String LAUNCHER = "dev/zerobus/agent/";
    private static final String JUL = "java/util/logging/";
    private static final String QUIET = "dev/zerobus/agent/quiet/";
    private static final String OURS = "dev/zerobus/";

    /** Parts of libraries that nothing inside refers to, as a test makes sure; they are a fifth of all bytes. */
    private static final List<String> UNUSED = List.of(
            "com/google/api/",
            "com/google/apps/",
            "com/google/cloud/",
            "com/google/geo/",
            "com/google/logging/",
            "com/google/longrunning/",
            "com/google/shopping/",
            "com/google/type/",
            "net/bytebuddy/build/");

    /** Of which nearly every class is needed before {@code main}. */
    private static final Set<String> START_PACKAGES = Set.of(
            "dev/zerobus/agent/runtime",
            "dev/zerobus/agent/weave",
            "dev/zerobus/core/config",
            "dev/zerobus/core/status");

    /** Of other packages; a test finds what is missing here. */
    private static final Set<String> START_CLASSES = Set.of(
            "dev/zerobus/agent/link/EventsDoor.class",
            "dev/zerobus/agent/method/MethodEvents.class",
            "dev/zerobus/agent/method/MethodRules.class",
            "dev/zerobus/api/EventSink.class",
            "dev/zerobus/api/EventWriter.class",
            "dev/zerobus/api/Severity.class",
            "dev/zerobus/core/LazyClient.class",
            "dev/zerobus/core/lane/OverflowPolicy.class",
            "dev/zerobus/core/lane/SchemaConflict.class",
            "dev/zerobus/core/net/Loopback.class",
            "dev/zerobus/core/thread/OwnThread.class",
            "dev/zerobus/schema/TableName.class");

    private final Map<String, byte[]> entries = new TreeMap<>();

    /** Classes that the agent's start needs, by their names with dots. */
    private final Map<String, byte[]> start = new TreeMap<>();

    /** Our other classes by the hash of their name, as the class loader looks for them. */
    private final TreeMap<Long, byte[]> ours = new TreeMap<>();

    /** Classes of libraries, likewise. */
    private final TreeMap<Long, byte[]> libraries = new TreeMap<>();

    private Repack() {}

    public static void main(String[] args) throws IOException {
        Repack repack = new Repack();
        for (String element : args[0].split(File.pathSeparator)) {
            repack.add(Path.of(element));
        }
        LocalDateTime time = LocalDateTime.ofInstant(Instant.parse(args[2]), ZoneOffset.UTC);
        byte[] jar = repack.jar(args[1], time);
        for (String target : List.of(args).subList(3, args.length)) {
            write(Path.of(target), jar);
        }
    }

    /** At once, so that a JVM that runs from the jar that was there keeps reading that. */
    private static void write(Path target, byte[] jar) throws IOException {
        Files.createDirectories(target.getParent());
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.write(part, jar);
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void add(Path element) throws IOException {
        if (Files.isDirectory(element)) {
            try (Stream<Path> files = Files.walk(element)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = element.relativize(file).toString().replace(File.separatorChar, '/');
                    add(element.getFileName().toString(), name, Files.readAllBytes(file));
                }
            }
        } else if (Files.exists(element)) {
            try (ZipFile zip = new ZipFile(element.toFile())) {
                for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                    byte[] bytes = zip.getInputStream(entry).readAllBytes();
                    add(element.getFileName().toString(), entry.getName(), bytes);
                }
            }
        }
    }

    private void add(String from, String name, byte[] bytes) throws IOException {
        String simple = name.substring(name.lastIndexOf('/') + 1);
        if (simple.equals("package-info.class")) {
            return;
        }
        if (name.startsWith(LAUNCHER) && name.indexOf('/', LAUNCHER.length()) < 0 && name.endsWith(".class")) {
            put(from, name, bytes);
        } else if (name.startsWith("META-INF/services/")) {
            String inside = "inst/" + name;
            entries.merge(inside, bytes, Repack::joined);
        } else if (name.startsWith("META-INF/") && (simple.startsWith("LICENSE") || simple.startsWith("NOTICE"))) {
            entries.put("META-INF/third-party/" + from + "/" + simple, bytes);
        } else if (!isLeftOut(name, simple)) {
            addInside(from, name, bytes);
        }
    }

    private void addInside(String from, String name, byte[] bytes) throws IOException {
        if (!name.endsWith(".class")) {
            put(from, "inst/" + name, bytes);
        } else if (isOfStart(name)) {
            start.put(name.substring(0, name.length() - ".class".length()).replace('/', '.'), bytes);
        } else {
            boolean isOurs = name.startsWith(OURS);
            byte[] before = isOurs ? ours.put(hash(name), bytes) : libraries.put(hash(name), quiet(bytes));
            if (before != null) {
                throw new IOException(name + " is there twice, or its hash; the second one is from " + from);
            }
        }
    }

    private static boolean isOfStart(String name) {
        int slash = name.lastIndexOf('/');
        return slash > 0 && (START_PACKAGES.contains(name.substring(0, slash)) || START_CLASSES.contains(name));
    }

    private void put(String from, String name, byte[] bytes) throws IOException {
        if (entries.put(name, bytes) != null) {
            throw new IOException(name + " is there twice; the second one is from " + from);
        }
    }

    private static boolean isLeftOut(String name, String simple) {
        return name.startsWith("META-INF/")
                || simple.equals("module-info.class")
                || simple.equals(".gitkeep")
                // for compilers of Kotlin: 400 entries, at each of which the JVM would look
                || name.endsWith(".kotlin_metadata")
                || name.endsWith(".kotlin_builtins")
                || name.endsWith(".kotlin_module")
                || name.endsWith(".proto")
                || UNUSED.stream().anyMatch(name::startsWith);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        String lines = new String(first, StandardCharsets.UTF_8).strip() + "\n"
                + new String(second, StandardCharsets.UTF_8).strip() + "\n";
        return lines.getBytes(StandardCharsets.UTF_8);
    }

    /** Must be that of {@code ClassBundle}. */
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** Puts classes together as {@code StartBundle} reads them. */
    private byte[] startBundle() throws IOException {
        TreeMap<Integer, byte[]> byHash = new TreeMap<>();
        int size = 4;
        for (Map.Entry<String, byte[]> entry : start.entrySet()) {
            size += 8 + entry.getValue().length;
            if (byHash.put(entry.getKey().hashCode(), entry.getValue()) != null) {
                throw new IOException("another class has the same hash as " + entry.getKey() + "; rename one");
            }
        }
        ByteBuffer bundle = ByteBuffer.allocate(size).putInt(byHash.size());
        byHash.keySet().forEach(bundle::putInt);
        int end = 0;
        for (byte[] bytes : byHash.values()) {
            end += bytes.length;
            bundle.putInt(end);
        }
        byHash.values().forEach(bundle::put);
        return bundle.array();
    }

    /** Packs classes as {@code ClassBundle} reads them; the index becomes an entry, the data is returned. */
    private byte[] bundle(String name, TreeMap<Long, byte[]> classes) {
        int count = classes.size();
        ByteBuffer index = ByteBuffer.allocate(4 + 20 * count).putInt(count);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int i = 0;
        for (Map.Entry<Long, byte[]> one : classes.entrySet()) {
            byte[] packed = deflated(one.getValue());
            index.putLong(4 + 8 * i, one.getKey());
            index.putInt(4 + 8 * count + 4 * i, data.size());
            index.putInt(4 + 12 * count + 4 * i, packed.length);
            index.putInt(4 + 16 * count + 4 * i, one.getValue().length);
            data.writeBytes(packed);
            i++;
        }
        entries.put(name + ".index", index.array());
        return data.toByteArray();
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] packed = new byte[bytes.length + 64];
        int length = 0;
        while (!deflater.finished()) {
            packed = length == packed.length ? Arrays.copyOf(packed, 2 * length) : packed;
            length += deflater.deflate(packed, length, packed.length - length);
        }
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    private byte[] jar(String version, LocalDateTime time) throws IOException {
        Map<String, byte[]> stored = new TreeMap<>();
        stored.put("inst/agent.data", bundle("inst/agent", ours));
        stored.put("inst/libraries.data", bundle("inst/libraries", libraries));
        stored.put("inst/start.classes", startBundle());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(bytes))) {
            zip.setLevel(9);
            ByteArrayOutputStream manifest = new ByteArrayOutputStream();
            manifest(version, entries.size() + stored.size() + 1).write(manifest);
            write(zip, "META-INF/MANIFEST.MF", manifest.toByteArray(), time);
            for (Map.Entry<String, byte[]> entry : stored.entrySet()) {
                store(zip, entry.getKey(), entry.getValue(), time);
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                write(zip, entry.getKey(), entry.getValue(), time);
            }
        }
        return bytes.toByteArray();
    }

    private static void write(ZipOutputStream zip, String name, byte[] bytes, LocalDateTime time) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static void store(ZipOutputStream zip, String name, byte[] bytes, LocalDateTime time) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(time);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static Manifest manifest(String version, int entries) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.IMPLEMENTATION_TITLE, "zerobus-agent");
        main.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        main.put(Attributes.Name.MAIN_CLASS, "dev.zerobus.agent.Launcher");
        main.putValue("Premain-Class", "dev.zerobus.agent.Launcher");
        main.putValue("Agent-Class", "dev.zerobus.agent.Launcher");
        main.putValue("Can-Retransform-Classes", "true");
        // how many there are, so that an agent inside somebody's uber-jar is known for what it is
        main.putValue("Zerobus-Agent-Entries", Integer.toString(entries));
        return manifest;
    }

    /** Renames in the pool of constants, where every name of a class is. No other part of a class file knows their length. */
    private static byte[] quiet(byte[] original) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(original));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(original.length + 256);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(in.readLong());
        int count = in.readUnsignedShort();
        out.writeShort(count);
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            if (tag == 1) {
                out.writeUTF(in.readUTF().replace(JUL, QUIET));
            } else {
                out.write(in.readNBytes(length(tag)));
            }
            i += tag == 5 || tag == 6 ? 1 : 0;
        }
        OutputStream rest = out;
        in.transferTo(rest);
        return bytes.toByteArray();
    }

    /** Bytes of a constant after its tag; JVM specification, table 4.4-A. */
    private static int length(int tag) throws IOException {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IOException("a constant of kind " + tag);
        };
    }
}
