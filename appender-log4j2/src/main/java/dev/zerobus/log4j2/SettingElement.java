// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

/** An element inside of {@code <Zerobus>}. Made by Log4j; immutable. */
interface SettingElement {

    /** What {@code elementType} of all such plugins is. */
    String TYPE = "ZerobusSetting";

    /**
     * Sets the options that the element stands for, or says what is wrong with it.
     *
     * @param settings where to
     * @param prefix what goes before the key of a lane's option: empty, or {@code lanes.NAME.}
     */
    void addTo(ElementSettings settings, String prefix);
}
