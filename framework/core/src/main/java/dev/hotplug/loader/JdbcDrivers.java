package dev.hotplug.loader;

import java.sql.Driver;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Withdraws the JDBC drivers of a plugin. {@code DriverManager} shows a driver, and withdraws it, only for callers that
 * could load it by name; so {@link Registrations} defines this class once more for each plugin, below the plugin's
 * class loader, and it refers to nothing but the JDK.
 */
public final class JdbcDrivers implements BiFunction<ClassLoader, List<String>, List<String>> {

    /** For {@link Registrations}, from another class loader. */
    public JdbcDrivers() {
    }

    /**
     * Withdraws them; goes on after one that refuses.
     *
     * @param plugin the plugin's class loader
     * @param problems receives what goes wrong, one sentence for each
     * @return what was withdrawn
     */
    @Override
    public List<String> apply(ClassLoader plugin, List<String> problems) {
        List<String> withdrawn = new ArrayList<>();
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (driver.getClass().getClassLoader() == plugin) {
                String what = "the JDBC driver " + driver.getClass().getName();
                try {
                    DriverManager.deregisterDriver(driver);
                    withdrawn.add(what);
                } catch (Throwable failure) {
                    problems.add(what + " cannot be withdrawn: " + describe(failure));
                }
            }
        }
        return withdrawn;
    }

    /** What was thrown is the plugin's, and need not be able to say what it is. */
    private static String describe(Throwable failure) {
        try {
            return failure.toString();
        } catch (Throwable unreadable) {
            return failure.getClass().getName();
        }
    }
}
