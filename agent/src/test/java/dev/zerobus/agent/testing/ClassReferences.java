// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.testing;

import com.google.common.base.Preconditions;
import com.google.protobuf.Message;
import dev.zerobus.agent.Bridge;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.proto.event.Event;
import dev.zerobus.testkit.JarBuilder;
import io.grpc.Channel;
import io.grpc.internal.GrpcUtil;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The types and members that a class file refers to, read from its pool of constants. Immutable. */
public final class ClassReferences {

    private final String name;
    private final Set<String> types = new LinkedHashSet<>();
    private final Set<String> members = new LinkedHashSet<>();

    private ClassReferences(String name) {
        this.name = name;
    }

    /** Reads a class file. */
    public static ClassReferences of(byte[] classFile) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        in.readLong();
        int count = in.readUnsignedShort();
        int[] tags = new int[count];
        String[] texts = new String[count];
        int[][] pairs = new int[count][];
        for (int i = 1; i < count; i++) {
            tags[i] = in.readUnsignedByte();
            switch (tags[i]) {
                case 1 -> texts[i] = in.readUTF();
                case 7, 8, 16, 19, 20 -> pairs[i] = new int[] {in.readUnsignedShort()};
                case 15 -> in.skipBytes(3);
                case 9, 10, 11, 12 -> pairs[i] = new int[] {in.readUnsignedShort(), in.readUnsignedShort()};
                case 3, 4, 17, 18 -> in.skipBytes(4);
                case 5, 6 -> {
                    in.skipBytes(8);
                    i++;
                }
                default -> throw new IOException("a constant of kind " + tags[i]);
            }
        }
        in.readUnsignedShort();
        ClassReferences references = new ClassReferences(texts[pairs[in.readUnsignedShort()][0]]);
        for (int i = 1; i < count; i++) {
            if (tags[i] == 7 && !texts[pairs[i][0]].startsWith("[")) {
                references.types.add(texts[pairs[i][0]]);
            } else if (tags[i] >= 9 && tags[i] <= 11) {
                int[] nameAndType = pairs[pairs[i][1]];
                references.members.add(
                        texts[pairs[pairs[i][0]][0]] + "." + texts[nameAndType[0]] + texts[nameAndType[1]]);
            }
        }
        return references;
    }

    /** The libraries inside that log, as they are on the class path of this test. */
    public static List<ClassReferences> ofLibraries() throws IOException {
        List<ClassReferences> all = new ArrayList<>();
        for (Class<?> type : List.of(
                Preconditions.class, Message.class, Channel.class, GrpcUtil.class, OkHttpChannelBuilder.class)) {
            all.addAll(in(JarBuilder.placeOf(type)));
        }
        return all;
    }

    /** Our own classes, as they are on the class path of this test. */
    public static List<ClassReferences> ofOurs() throws IOException {
        List<ClassReferences> all = new ArrayList<>();
        for (Class<?> type : List.of(Bridge.class, ZerobusClient.class, Event.class)) {
            all.addAll(in(JarBuilder.placeOf(type)));
        }
        return all;
    }

    private static List<ClassReferences> in(Path place) throws IOException {
        List<ClassReferences> all = new ArrayList<>();
        if (Files.isDirectory(place)) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.filter(f -> isClass(f.toString())).toList()) {
                    all.add(of(Files.readAllBytes(file)));
                }
            }
            return all;
        }
        try (ZipFile zip = new ZipFile(place.toFile())) {
            for (ZipEntry entry : zip.stream().filter(e -> isClass(e.getName())).toList()) {
                all.add(of(zip.getInputStream(entry).readAllBytes()));
            }
        }
        return all;
    }

    private static boolean isClass(String file) {
        return file.endsWith(".class") && !file.endsWith("module-info.class") && !file.startsWith("META-INF/");
    }

    /** The class's own name, with slashes. */
    public String name() {
        return name;
    }

    /** The types, with slashes. */
    public Set<String> types() {
        return types;
    }

    /** Owner with slashes, a dot, the name and the descriptor. */
    public Set<String> members() {
        return members;
    }

    /** A class of the same name that refers to nothing. */
    public ClassReferences empty() {
        return new ClassReferences(name);
    }
}
