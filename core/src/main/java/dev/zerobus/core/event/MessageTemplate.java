// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

import java.util.Arrays;

/**
 * A message's template, cut at its anchors <code>{}</code> into the pieces between them, which are UTF-8 already. Immutable.
 *
 * <p>Cut are templates of which SLF4J, Logback and Log4j2 make the same text: those without a backslash, which escapes an anchor
 * by rules of each framework's own. A piece must not begin or end with half a character either, for an argument might bring the
 * other half.
 */
final class MessageTemplate {

    /** Longer ones are not cut. */
    static final int LONGEST_CHARS = 1_000;

    /** As much may be read behind a piece, and written behind its copy. */
    static final int SLACK_BYTES = 16;

    /** Instead of a number of anchors. */
    static final int NOT_CUT = -1;

    private static final char ESCAPE = '\\';
    private static final String ANCHOR = "{}";
    private static final byte[] NO_BYTES = {};
    private static final int[] NO_ENDS = {};

    /** All pieces, one after the other, and {@link #SLACK_BYTES} behind them. */
    final byte[] utf8;

    /** Where each piece ends; one more than there are anchors. */
    final int[] ends;

    private final String text;
    private final int hash;

    private MessageTemplate(String text, byte[] utf8, int[] ends) {
        this.text = text;
        this.hash = text.hashCode();
        this.utf8 = utf8;
        this.ends = ends;
    }

    /** Cuts a template; one that is not to be cut has {@link #NOT_CUT} anchors. */
    static MessageTemplate cut(String text) {
        if (text.length() > LONGEST_CHARS || text.indexOf(ESCAPE) >= 0) {
            return notCut(text);
        }
        byte[] utf8 = new byte[Utf8.MAX_BYTES_PER_CHAR * text.length() + SLACK_BYTES];
        int[] ends = new int[text.length() / ANCHOR.length() + 1];
        int pieces = 0;
        int at = 0;
        int from = 0;
        while (from >= 0) {
            int anchor = text.indexOf(ANCHOR, from);
            int end = anchor < 0 ? text.length() : anchor;
            if (isHalved(text, from, end)) {
                return notCut(text);
            }
            at = Utf8.encode(text, from, end, utf8, at);
            ends[pieces++] = at;
            from = anchor < 0 ? -1 : anchor + ANCHOR.length();
        }
        return new MessageTemplate(text, Arrays.copyOf(utf8, at + SLACK_BYTES), Arrays.copyOf(ends, pieces));
    }

    private static MessageTemplate notCut(String text) {
        return new MessageTemplate(text, NO_BYTES, NO_ENDS);
    }

    private static boolean isHalved(String text, int from, int end) {
        return from < end
                && (Character.isLowSurrogate(text.charAt(from)) || Character.isHighSurrogate(text.charAt(end - 1)));
    }

    /** How many arguments it takes. */
    int anchors() {
        return ends.length - 1;
    }

    /** How long its pieces are together. */
    int bytes() {
        return utf8.length - SLACK_BYTES;
    }

    /** Whether it is this one, with its {@code hashCode}. */
    @SuppressWarnings("ReferenceEquality") // the same object is the usual case, and what differs is compared after that
    boolean is(String other, int otherHash) {
        return text == other || (hash == otherHash && text.equals(other));
    }
}
