// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import java.util.Iterator;
import java.util.List;
import org.slf4j.Marker;

/** A marker that refers to itself, twice. */
@SuppressWarnings({"deprecation", "serial"})
final class CircularMarker implements Marker {

    @Override
    public String getName() {
        return "CIRCLE";
    }

    @Override
    public Iterator<Marker> iterator() {
        return List.<Marker>of(this, this).iterator();
    }

    @Override
    public boolean hasReferences() {
        return true;
    }

    @Override
    public boolean hasChildren() {
        return true;
    }

    @Override
    public void add(Marker reference) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(Marker reference) {
        return false;
    }

    @Override
    public boolean contains(Marker other) {
        return other == this;
    }

    @Override
    public boolean contains(String name) {
        return name.equals("CIRCLE");
    }
}
