using System.Globalization;
using Atrium.Cli.Shell;

namespace Atrium.Cli.Settings;

/// <summary>What the environment says of how much is done at one moment, for everybody and for one agency.</summary>
static class LimitSettings
{
    /// <summary>Connections to PostgreSQL; null: twice the cores.</summary>
    /// <exception cref="CommandFailed">It is no number that may stand there; so with the others.</exception>
    public static int? Connections => Number("ATRIUM_CONNECTIONS", 500);

    /// <summary>Connections of one agency; null: half of all.</summary>
    public static int? AgencyConnections => Number("ATRIUM_AGENCY_CONNECTIONS", 500);

    /// <summary>Requests at one moment.</summary>
    public static int Requests => Number("ATRIUM_REQUESTS", 10_000) ?? 1_000;

    /// <summary>Requests of one agency at one moment.</summary>
    public static int AgencyRequests => Number("ATRIUM_AGENCY_REQUESTS", 10_000) ?? 100;

    static int? Number(string name, int most) =>
        Environment.GetEnvironmentVariable(name) is not { } text || string.IsNullOrWhiteSpace(text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= most ? number
        : throw new CommandFailed(
            $"{name} is no number that may stand there.",
            string.Create(CultureInfo.InvariantCulture, $"Write a whole number from 1 to {most}."));
}
