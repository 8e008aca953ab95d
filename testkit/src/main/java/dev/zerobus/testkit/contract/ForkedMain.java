// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What runs in the process of {@link ForkedDoor}: a line with {@link DoorSettings}, then lines with scenarios; the end of input
 * ends the application in order. Owned by the main thread.
 */
public final class ForkedMain {

    static final String ANSWER = "answer ";

    private ForkedMain() {}

    /**
     * Runs an application until its input ends.
     *
     * @param args the name of the application's class
     */
    public static void main(String[] args) throws Exception {
        LoggingApplication app = Class.forName(args[0])
                .asSubclass(LoggingApplication.class)
                .getDeclaredConstructor()
                .newInstance();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int answered = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer = write(answer(app, read(line)));
            answered++;
            System.out.println(ANSWER + answered + " " + answer);
            System.out.flush();
        }
        app.stop();
    }

    private static Serializable answer(LoggingApplication app, Object question) {
        try {
            if (question instanceof DoorSettings settings) {
                app.start(settings);
                return "";
            }
            return question instanceof Scenario<?> scenario ? scenario.run(app) : "not a question";
        } catch (Throwable t) {
            StringWriter text = new StringWriter();
            t.printStackTrace(new PrintWriter(text));
            return new Thrown(text.toString());
        }
    }

    static String write(Serializable object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    @SuppressWarnings("BanSerializableRead") // from our own other half
    static Object read(String line) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(line)))) {
            return in.readObject();
        }
    }

    /**
     * What a scenario threw.
     *
     * @param text its stack trace
     */
    record Thrown(String text) implements Serializable {}
}
