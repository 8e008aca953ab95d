// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * What the clients of a process count, all of them together, as JMX shows it: the one view that is there for appenders and for
 * the agent, whose classes the application does not see. Immutable.
 *
 * @param clients how many lanes there are
 * @param accepted events accepted
 * @param acked events acknowledged
 * @param dropped events refused, by reason
 * @param setAside events set aside, by reason
 * @param balanced whether every lane's books balance
 */
@SuppressWarnings("serial") // the maps that are made here are
public record DoorNumbers(
        int clients, long accepted, long acked, Map<String, Long> dropped, Map<String, Long> setAside, boolean balanced)
        implements Serializable {

    /**
     * Returns the scenario that reads the numbers.
     *
     * @return the numbers of the application's process
     */
    public static Scenario<DoorNumbers> reading() {
        return app -> read();
    }

    /**
     * Reads the numbers of this process.
     *
     * @return the numbers of this moment
     */
    public static DoorNumbers read() throws JMException {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        Map<String, Long> dropped = new TreeMap<>();
        Map<String, Long> setAside = new TreeMap<>();
        long accepted = 0;
        long acked = 0;
        boolean balanced = true;
        int lanes = 0;
        for (ObjectName lane : beans.queryNames(new ObjectName("dev.zerobus:type=Lane,*"), null)) {
            lanes++;
            accepted += (Long) beans.getAttribute(lane, "Accepted");
            acked += (Long) beans.getAttribute(lane, "Acked");
            balanced &= (Boolean) beans.getAttribute(lane, "Balanced");
            add(dropped, beans.getAttribute(lane, "Dropped"));
            add(setAside, beans.getAttribute(lane, "SetAside"));
        }
        for (ObjectName client : beans.queryNames(new ObjectName("dev.zerobus:type=Client,*"), null)) {
            add(dropped, beans.getAttribute(client, "DroppedBeforeLanes"));
        }
        return new DoorNumbers(lanes, accepted, acked, dropped, setAside, balanced);
    }

    private static void add(Map<String, Long> sums, Object attribute) {
        for (Object row : ((TabularData) attribute).values()) {
            CompositeData entry = (CompositeData) row;
            sums.merge((String) entry.get("key"), (Long) entry.get("value"), Long::sum);
        }
    }

    /**
     * Returns how many events were refused for a reason.
     *
     * @param reason its name
     * @return how many
     */
    public long dropped(String reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    /**
     * Returns how many events were refused by lanes and before them.
     *
     * @return all refusals but those of feedback, which are no events of the application
     */
    public long droppedTotal() {
        return dropped.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("FEEDBACK"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
