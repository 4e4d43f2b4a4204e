using System.Globalization;
using System.Text;

namespace Atrium.Gateway.Rest.Standalone;

/// <summary>PostgREST's configuration file: <c>key = "value"</c>, and <c>#</c> before remarks.</summary>
static class ConfigFile
{
    public static Dictionary<string, string> Parse(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new FormatException(string.Create(
                    CultureInfo.InvariantCulture, $"Line {number} is no \"key = value\"."));
            }

            values[line[..equals].Trim().Trim('"')] = Value(line[(equals + 1)..].Trim());
        }

        return values;
    }

    /// <summary><c>PGRST_DB_URI</c> is <c>db-uri</c>; of app settings the name stays as it is written.</summary>
    public static string KeyOf(string variable)
    {
        const string App = "PGRST_APP_SETTINGS_";
        return variable.StartsWith(App, StringComparison.Ordinal)
            ? "app.settings." + variable[App.Length..].ToLowerInvariant()
            : variable["PGRST_".Length..].ToLowerInvariant().Replace('_', '-');
    }

    /// <summary>Names separated by commas; spaces around them don't count.</summary>
    public static List<string> List(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    static string Value(string text)
    {
        if (text.Length == 0 || text[0] != '"')
        {
            var remark = text.IndexOf('#', StringComparison.Ordinal);
            return (remark < 0 ? text : text[..remark]).Trim();
        }

        var value = new StringBuilder();
        for (var i = 1; i < text.Length && text[i] != '"'; i++)
        {
            i += text[i] == '\\' && i + 1 < text.Length ? 1 : 0;
            value.Append(text[i] == 'n' && text[i - 1] == '\\' ? '\n' : text[i]);
        }

        return value.ToString();
    }
}
