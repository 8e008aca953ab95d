// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A disk in memory that keeps apart what was written and what was forced, counts operations, fails on demand, and can lose
 * its power: then of what was not forced all is lost, or all is kept, or each sector of 512 bytes for itself, or names. Owned by one
 * thread.
 */
public final class SimulatedDisk implements SpillFiles {

    /** What becomes of unforced data when the power goes. */
    public enum Loss {
        /** Only the process ends: everything written is there. */
        NOTHING,
        /** Everything since the last force. */
        ALL,
        /** Each sector is there or not. */
        SECTORS
    }

    private final Map<Path, SimulatedContent> files = new TreeMap<>();
    private final Map<Path, SimulatedContent> durable = new TreeMap<>();
    private final Set<Path> directories = new HashSet<>();
    private final Map<Path, Object> locked = new TreeMap<>();
    private long operations;
    private Runnable observer = () -> {};
    private long failFrom = Long.MAX_VALUE;
    private long failUntil;
    private String failure = "";
    private boolean forcesFail;
    private volatile boolean opensFail;
    private boolean readsFail;
    private long badFrom;
    private long badTo;
    private long opensTried;
    private long interrupted = Long.MAX_VALUE;
    private long capacity = Long.MAX_VALUE;

    public SimulatedDisk() {
        directories.add(Path.of("/"));
    }

    private SimulatedDisk(SimulatedDisk from) {
        Map<SimulatedContent, SimulatedContent> copies = new IdentityHashMap<>();
        from.files.forEach((name, content) -> files.put(name, copies.computeIfAbsent(content, SimulatedContent::copy)));
        from.durable.forEach(
                (name, content) -> durable.put(name, copies.computeIfAbsent(content, SimulatedContent::copy)));
        directories.addAll(from.directories);
    }

    /** The disk as it is at this moment, without who holds locks. */
    public SimulatedDisk copy() {
        return new SimulatedDisk(this);
    }

    /** Is told when the next operation is under way and its end is not sure yet. */
    public void observe(Runnable inTheMiddle) {
        observer = inTheMiddle;
    }

    public long operations() {
        return operations;
    }

    /** Operations that change something fail from this one on, so many times. */
    public void failAt(long operation, long times, String why) {
        failFrom = operations + operation;
        failUntil = failFrom + times;
        failure = why;
    }

    public void failForces(boolean whether) {
        forcesFail = whether;
    }

    /** Files can not be opened to be read: the process is out of descriptors. Safe from any thread. */
    public void failOpens(boolean whether) {
        opensFail = whether;
    }

    public void failReads(boolean whether) {
        readsFail = whether;
    }

    /** The medium is broken at these places of every segment. */
    public void failReadsOf(long from, long to) {
        badFrom = from;
        badTo = to;
    }

    /** How often something was to be opened to be read, with or without success. */
    public long opensTried() {
        return opensTried;
    }

    /** Takes a file or all of a directory away; what is given back is put where it was by {@link #putBack}. */
    public Map<Path, byte[]> take(Path fileOrDirectory) {
        Map<Path, byte[]> taken = new TreeMap<>();
        for (Path file : all()) {
            if (file.startsWith(fileOrDirectory)) {
                taken.put(file, bytes(file));
            }
        }
        files.keySet().removeAll(taken.keySet());
        return taken;
    }

    public void putBack(Map<Path, byte[]> taken) {
        taken.forEach((file, bytes) -> {
            files.put(file, new SimulatedContent());
            replace(file, bytes);
        });
    }

    /** The thread is interrupted in an operation on a file, which closes that file. */
    public void interruptAt(long operation) {
        interrupted = operations + operation;
    }

    public void capacity(long bytes) {
        capacity = bytes;
    }

    public void heal() {
        failFrom = Long.MAX_VALUE;
        forcesFail = false;
        opensFail = false;
        readsFail = false;
        badTo = 0;
        interrupted = Long.MAX_VALUE;
        capacity = Long.MAX_VALUE;
    }

    /** The process has ended; what was forced is there, of the rest what is chosen. */
    public void restart(Loss loss, Random random) {
        heal();
        locked.clear();
        if (loss == Loss.NOTHING) {
            return;
        }
        Map<Path, SimulatedContent> after = new TreeMap<>();
        Set<Path> names = new HashSet<>(durable.keySet());
        if (loss == Loss.SECTORS) {
            names.addAll(files.keySet());
        }
        for (Path name : names) {
            SimulatedContent content = durable.getOrDefault(name, files.get(name));
            boolean lostName = !durable.containsKey(name) && random.nextBoolean();
            if (content != null && !lostName) {
                content.survive(loss, random);
                after.put(name, content);
            }
        }
        files.clear();
        files.putAll(after);
        durable.clear();
        durable.putAll(after);
    }

    /** The bytes of a file, to be looked at or changed. */
    public byte[] bytes(Path file) {
        return content(file).bytes;
    }

    public void replace(Path file, byte[] bytes) {
        SimulatedContent content = content(file);
        content.bytes = bytes;
        content.forced = bytes.clone();
    }

    public List<Path> all() {
        return new ArrayList<>(files.keySet());
    }

    private SimulatedContent content(Path file) {
        return Objects.requireNonNull(files.get(file), () -> "no file " + file);
    }

    private void change() throws IOException {
        observer.run();
        operations++;
        if (operations >= failFrom && operations < failUntil) {
            throw new IOException(failure);
        }
    }

    private long used() {
        long used = 0;
        for (SimulatedContent content : files.values()) {
            used += content.bytes.length;
        }
        return used;
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        if (directories.contains(directory)) {
            return;
        }
        change();
        if (!directories.contains(directory.getParent())) {
            throw new FileNotFoundException("no directory above " + directory);
        }
        directories.add(directory);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        if (files.containsKey(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        Set<String> names = new HashSet<>();
        for (Path each : directories) {
            if (directory.equals(each.getParent())) {
                names.add(each.getFileName().toString());
            }
        }
        for (Path each : files.keySet()) {
            if (directory.equals(each.getParent())) {
                names.add(each.getFileName().toString());
            }
        }
        return new ArrayList<>(names);
    }

    @Override
    public SpillFile openToRead(Path file) throws IOException {
        opensTried++;
        if (!files.containsKey(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (opensFail) {
            throw new IOException("Too many open files");
        }
        return new Opened(file);
    }

    @Override
    public SpillFile openToWrite(Path file) throws IOException {
        change();
        if (!directories.contains(file.getParent())) {
            throw new FileNotFoundException("no directory above " + file);
        }
        files.computeIfAbsent(file, f -> new SimulatedContent());
        return new Opened(file);
    }

    @Override
    public void delete(Path file) throws IOException {
        change();
        if (directories.contains(file) && !list(file).isEmpty()) {
            throw new IOException(file + " is not empty");
        }
        directories.remove(file);
        files.remove(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        change();
        directories.remove(from);
        directories.add(to);
        for (Path each : all()) {
            if (each.startsWith(from)) {
                files.put(to.resolve(from.relativize(each)), content(each));
                files.remove(each);
            }
        }
        Object held = locked.remove(from.resolve("lock"));
        if (held != null) {
            locked.put(to.resolve("lock"), held);
        }
    }

    @Override
    public void forceNames(Path directory) throws IOException {
        change();
        if (forcesFail) {
            throw new IOException("force failed");
        }
        durable.keySet().removeIf(name -> directory.equals(name.getParent()) && !files.containsKey(name));
        for (Map.Entry<Path, SimulatedContent> each : files.entrySet()) {
            if (directory.equals(each.getKey().getParent())) {
                durable.put(each.getKey(), each.getValue());
            }
        }
    }

    @Override
    public Closeable lock(Path file) throws IOException {
        openToWrite(file).close();
        Object held = new Object();
        return locked.putIfAbsent(file, held) == null ? () -> locked.values().remove(held) : null;
    }

    /** One open file. */
    private final class Opened implements SpillFile {
        private final SimulatedContent content;
        private final boolean isSegment;
        private boolean closed;

        Opened(Path file) {
            this.content = content(file);
            this.isSegment = file.toString().endsWith(".seg");
        }

        private void changeFile() throws IOException {
            if (closed) {
                throw new ClosedChannelException();
            }
            if (operations >= interrupted) {
                interrupted = Long.MAX_VALUE;
                closed = true;
                throw new ClosedByInterruptException();
            }
            change();
        }

        @Override
        public long size() {
            return content.bytes.length;
        }

        @Override
        public int read(byte[] into, int offset, int length, long position) throws IOException {
            if (readsFail || (isSegment && position < badTo && position + length > badFrom)) {
                throw new IOException("Input/output error");
            }
            int read = (int) Math.max(0, Math.min(length, content.bytes.length - position));
            System.arraycopy(content.bytes, (int) Math.min(position, content.bytes.length), into, offset, read);
            return read;
        }

        @Override
        public void write(byte[] from, int offset, int length, long position) throws IOException {
            int end = (int) position + length;
            if (used() + Math.max(0, end - content.bytes.length) > capacity) {
                throw new IOException("No space left on device");
            }
            if (!closed) {
                // A part of it stays if it fails.
                put(from, offset, (int) (operations * 31 % (length + 1)), (int) position);
            }
            changeFile();
            put(from, offset, length, (int) position);
        }

        private void put(byte[] from, int offset, int length, int position) {
            if (length > 0) {
                content.touched = true;
                content.bytes = Arrays.copyOf(content.bytes, Math.max(content.bytes.length, position + length));
                System.arraycopy(from, offset, content.bytes, position, length);
            }
        }

        @Override
        public void force() throws IOException {
            changeFile();
            if (forcesFail) {
                content.dropped = content.bytes.clone();
                throw new IOException("force failed");
            }
            content.force();
        }

        @Override
        public void truncate(long size) throws IOException {
            changeFile();
            content.bytes = Arrays.copyOf(content.bytes, (int) Math.min(size, content.bytes.length));
            content.touched = true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
