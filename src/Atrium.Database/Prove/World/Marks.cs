using System.Globalization;
using System.Security.Cryptography;

namespace Atrium.Database.Prove.World;

/// <summary>
/// Marks by which everything of the world is known again wherever it shows up: eight hexadecimal digits, five of the
/// run, then the agency, the client and the kind. Ids begin with them, texts hold them.
/// </summary>
sealed class Marks
{
    readonly string _run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))[..5];
    int _count;

    /// <summary>The mark of a place; agency a to d, client 0 to 9.</summary>
    public string Of(char agency, int client, char kind = '0') =>
        string.Create(CultureInfo.InvariantCulture, $"{_run}{agency}{client}{kind}");

    /// <summary>Matches every mark of the run but those of one agency.</summary>
    public string Foreign(char agency) =>
        $"{_run}[{"abcdef".Replace($"{agency}", "", StringComparison.Ordinal)}][0-9a-f]{{2}}";

    /// <summary>Matches the marks of one agency's client.</summary>
    public string Client(char agency, int client) => $"{_run}{agency}{client}[0-9a-f]";

    /// <summary>The next number; nothing of the world has the same twice.</summary>
    public int Next() => ++_count;

    /// <summary>A new id with a mark.</summary>
    public static Guid Id(string mark, int number) => Guid.Parse(
        string.Create(CultureInfo.InvariantCulture, $"{mark}-0000-4000-8000-{number:x12}"));
}
