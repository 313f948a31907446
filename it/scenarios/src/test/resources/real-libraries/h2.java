package acme.h2;

import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import dev.hotplug.api.PluginDescriptor;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import org.h2.jdbcx.JdbcDataSource;

/** A database in memory. It never withdraws the driver that it registers. */
@PluginDescriptor(id = "h2", version = "1.0.0")
public final class H2Plugin implements Plugin {

    @Override
    public void start(PluginContext context) throws Exception {
        Class.forName("org.h2.Driver");
        context.export(Callable.class, this::people);
    }

    private String people() throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:people");
        try (Connection direct = source.getConnection(); Statement change = direct.createStatement();
                Connection managed = DriverManager.getConnection("jdbc:h2:mem:people");
                Statement query = managed.createStatement()) {
            change.execute("create table person(name varchar, born int)");
            change.execute("insert into person values ('Grace', 1906), ('Ada', 1815)");
            StringBuilder rows = new StringBuilder();
            try (ResultSet row = query.executeQuery("select name, born from person order by born")) {
                while (row.next()) {
                    rows.append(row.getString(1)).append(' ').append(row.getInt(2)).append(". ");
                }
            }
            return rows.toString().trim();
        }
    }
}
