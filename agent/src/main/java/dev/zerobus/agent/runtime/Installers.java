// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

import java.util.List;

/** The one list of what the agent does to the application's classes, in the order in which it is installed. */
final class Installers {

    private Installers() {}

    static List<Installer> all() {
        return List.of(new WeavingInstaller());
    }
}
