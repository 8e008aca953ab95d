// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.fault;

import dev.zerobus.schema.TableName;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A fault: where, what, how often, whose. Once and for all tables unless told otherwise. Immutable; each method that says more
 * returns another one.
 *
 * <pre>{@code
 * Fault.onOpen().status(Status.Code.UNAVAILABLE).times(3)
 * Fault.onRecordContaining("poison").status(Status.Code.INVALID_ARGUMENT, "no poison").always().table("main.shop.orders")
 * Fault.onRequest().reset().after(4)      // the fifth request from now on
 * Fault.now().closeSignal(Duration.ofSeconds(1))
 * }</pre>
 *
 * <p>Its JSON form, {@link #toJson}, says the same with names in lower case; {@code POST /faults} takes it.
 */
public final class Fault {

    /** What it says, by its name in JSON: text, whole numbers, booleans and lists of numbers. */
    private final Map<String, Object> said;

    private Fault(Map<String, Object> said) {
        this.said = said;
    }

    static Fault of(Map<String, Object> said) {
        Fault fault = new Fault(new LinkedHashMap<>(said)).checked();
        FaultChecks.complete(fault);
        return fault;
    }

    private static FaultAt at(FaultPlace place) {
        return new FaultAt(place(place));
    }

    private static Fault place(FaultPlace place) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("at", FaultChecks.lower(place));
        return new Fault(said);
    }

    /**
     * Happens when it is added, to every open stream, with records in flight or not.
     *
     * @return what shall happen is next
     */
    public static FaultAt now() {
        return at(FaultPlace.NOW);
    }

    /**
     * Happens when a client has begun a call: before the response headers.
     *
     * @return what shall happen is next
     */
    public static FaultAt onCall() {
        return at(FaultPlace.CALL);
    }

    /**
     * Happens to a good {@code create_stream}, before its answer.
     *
     * @return what shall happen is next
     */
    public static FaultAt onOpen() {
        return at(FaultPlace.OPEN);
    }

    /**
     * Happens behind the answer to {@code create_stream}.
     *
     * @return what shall happen is next
     */
    public static FaultAt onOpened() {
        return at(FaultPlace.OPENED);
    }

    /**
     * Happens to a request with records, before it is taken.
     *
     * @return what shall happen is next
     */
    public static FaultAt onRequest() {
        return at(FaultPlace.REQUEST);
    }

    /**
     * Happens to a request with a given offset on its stream, before it is taken.
     *
     * @param offset the {@code offset_id}, from 0 on every stream
     * @return what shall happen is next
     */
    public static FaultAt onOffset(long offset) {
        return new FaultAt(place(FaultPlace.REQUEST).with("offset", offset));
    }

    /**
     * Happens to a record, before its request is taken.
     *
     * @return what shall happen is next
     */
    public static FaultAt onRecord() {
        return at(FaultPlace.RECORD);
    }

    /**
     * Happens to a record that has some text in it.
     *
     * @param text looked for in the record's bytes, as UTF-8
     * @return what shall happen is next
     */
    public static FaultAt onRecordContaining(String text) {
        return new FaultAt(place(FaultPlace.RECORD).with("contains", text));
    }

    /**
     * Happens to a record that has some bytes in it.
     *
     * @param bytes looked for in the record as it came in
     * @return what shall happen is next
     */
    public static FaultAt onRecordContaining(byte[] bytes) {
        String text = Base64.getEncoder().encodeToString(bytes);
        return new FaultAt(place(FaultPlace.RECORD).with("contains_base64", text));
    }

    /**
     * Happens to a record with a value in a column.
     *
     * @param column the column, not inside a STRUCT
     * @param value the value; compared as text, numbers as JSON writes them
     * @return what shall happen is next
     */
    public static FaultAt onRecordWith(String column, Object value) {
        return new FaultAt(place(FaultPlace.RECORD).with("column", column).with("value", String.valueOf(value)));
    }

    /**
     * Happens instead of an acknowledgement, or to it.
     *
     * @return what shall happen is next
     */
    public static FaultAt onAck() {
        return at(FaultPlace.ACK);
    }

    /**
     * Happens when the write-ahead log is about to be forced to the disk. It knows no tables.
     *
     * @return what shall happen is next
     */
    public static FaultAt onForce() {
        return at(FaultPlace.FORCE);
    }

    /**
     * Happens to a request for a token.
     *
     * @return what shall happen is next
     */
    public static FaultAt onToken() {
        return at(FaultPlace.TOKEN);
    }

    /**
     * Happens to a token that is about to be given.
     *
     * @return what shall happen is next
     */
    public static FaultAt onTokenIssued() {
        return at(FaultPlace.ISSUE);
    }

    /**
     * Happens to a look-up of a table in Unity Catalog.
     *
     * @return what shall happen is next
     */
    public static FaultAt onLookup() {
        return at(FaultPlace.LOOKUP);
    }

    /**
     * Happens when it is asked who may do what.
     *
     * @return what shall happen is next
     */
    public static FaultAt onGrant() {
        return at(FaultPlace.GRANT);
    }

    /**
     * Says how often it happens.
     *
     * @param count how often, at least 1
     * @return another fault
     */
    public Fault times(int count) {
        return with("times", count).checked();
    }

    /**
     * Says that it happens until it is cleared.
     *
     * @return another fault
     */
    public Fault always() {
        return with("times", "always");
    }

    /**
     * Lets some pass before it happens first.
     *
     * @param count how many
     * @return another fault
     */
    public Fault after(int count) {
        return with("after", count).checked();
    }

    /**
     * Spares all other tables.
     *
     * @param fullName the table
     * @return another fault
     */
    public Fault table(String fullName) {
        return with("table", TableName.of(fullName).fullName()).checked();
    }

    /**
     * Ends the stream at once, without the acknowledgements of what was taken before.
     *
     * @return another fault
     */
    public Fault abrupt() {
        return with("abrupt", true).checked();
    }

    /**
     * Reads a fault.
     *
     * @param json as {@link #toJson} writes it
     * @return the fault
     * @throws IllegalArgumentException if it is none; the message says where and what is right
     */
    public static Fault fromJson(String json) {
        return FaultJson.read(json);
    }

    /**
     * Writes the fault.
     *
     * @return a JSON object, such as {@code {"at":"open","do":"status","status":"UNAVAILABLE","times":3}}
     */
    public String toJson() {
        return FaultJson.write(said);
    }

    Fault with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(said);
        more.put(name, value instanceof Integer number ? (Object) number.longValue() : value);
        return new Fault(more);
    }

    Fault checked() {
        FaultChecks.check(this);
        return this;
    }

    /**
     * Returns its JSON form as names and values.
     *
     * @return text, whole numbers, booleans and lists of numbers; can not be changed
     */
    public Map<String, Object> said() {
        return Collections.unmodifiableMap(said);
    }

    /**
     * Returns where it happens.
     *
     * @return the place
     */
    public FaultPlace place() {
        return FaultPlace.valueOf(String.valueOf(said.get("at")).toUpperCase(Locale.ROOT));
    }

    /**
     * Returns what happens.
     *
     * @return the effect
     */
    public FaultEffect effect() {
        return FaultEffect.valueOf(String.valueOf(said.get("do")).toUpperCase(Locale.ROOT));
    }

    /** Returns what it says, for those who do it. */
    FaultTerms terms() {
        return new FaultTerms(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fault fault && said.equals(fault.said);
    }

    @Override
    public int hashCode() {
        return said.hashCode();
    }

    @Override
    public String toString() {
        return toJson();
    }
}
