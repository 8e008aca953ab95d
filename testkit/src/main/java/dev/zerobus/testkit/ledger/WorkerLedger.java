// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a worker has written down, read again. Not touched any more once it is read. */
final class WorkerLedger {

    final String worker;
    final BitSet begun = new BitSet();
    final BitSet accepted = new BitSet();
    final BitSet refused = new BitSet();
    /** Accepted before a line that says that it is durable. */
    final BitSet durable = new BitSet();

    final List<String> thrown = new ArrayList<>();
    int starts;
    long slowestNanos;
    int slowest;

    private WorkerLedger(String worker) {
        this.worker = worker;
    }

    static Map<String, WorkerLedger> readAll(Path directory) throws IOException {
        Map<String, WorkerLedger> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("worker-")) {
                    String worker = name.substring("worker-".length());
                    all.put(worker, read(worker, file));
                }
            }
        }
        if (all.isEmpty()) {
            throw new IOException("no ledgers in " + directory);
        }
        return all;
    }

    private static WorkerLedger read(String worker, Path file) throws IOException {
        WorkerLedger ledger = new WorkerLedger(worker);
        boolean whole = endsWithALine(file);
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String line = lines.readLine();
            while (line != null) {
                String next = lines.readLine();
                // a line without an end was being written when the worker was killed
                if (next != null || whole) {
                    ledger.line(line);
                }
                line = next;
            }
        }
        return ledger;
    }

    private static boolean endsWithALine(Path file) throws IOException {
        try (SeekableByteChannel bytes = Files.newByteChannel(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            bytes.position(Math.max(0, bytes.size() - 1));
            return bytes.read(last) == 1 && last.get(0) == '\n';
        }
    }

    private void line(String line) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "s" -> starts++;
            case "d" -> durable.or(words.length == 1 ? accepted : accepted.get(0, number(words)));
            case "+" -> begin(number(words));
            case "=" -> ended(accepted, words);
            case "-" -> ended(refused, words);
            case "#" -> thrown.add("worker " + worker + " event " + words[1] + ": " + words[2]);
            default -> throw new IllegalArgumentException("no line of a ledger: " + line);
        }
    }

    /** One that was refused may be tried again. */
    private void begin(int number) {
        begun.set(number);
        refused.clear(number);
    }

    private void ended(BitSet how, String... words) {
        how.set(number(words));
        long nanos = Long.parseLong(words[2]);
        if (nanos > slowestNanos) {
            slowestNanos = nanos;
            slowest = number(words);
        }
    }

    private static int number(String... words) {
        return Integer.parseInt(words[1]);
    }

    /** Begun, and nobody knows what came of it: the worker was killed inside the call. */
    BitSet unknown() {
        BitSet unknown = (BitSet) begun.clone();
        unknown.andNot(accepted);
        unknown.andNot(refused);
        return unknown;
    }
}
