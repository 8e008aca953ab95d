// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import java.util.concurrent.Executor;

/** The client's one house thread: what it is asked to do takes time, one after the other, sometimes very long. */
final class SimHouse implements Executor {

    private final World world;
    private final Weather weather;
    private long freeAt;
    private boolean gone;

    SimHouse(World world, Weather weather) {
        this.world = world;
        this.weather = weather;
    }

    @Override
    public void execute(Runnable task) {
        long takes = world.between(World.MILLI / 10, 30 * World.MILLI);
        if (weather.brings(Fault.TOKEN_ENDPOINT_HANGS) || weather.brings(Fault.SCHEMA_HANGS)) {
            // as long as connecting and reading may take
            takes = world.between(5 * World.SECOND, 15 * World.SECOND);
        }
        freeAt = Math.max(freeAt, world.elapsed()) + takes;
        world.after(freeAt - world.elapsed(), () -> {
            if (!gone) {
                task.run();
            }
        });
    }

    /** The process has died. */
    void die() {
        gone = true;
    }
}
