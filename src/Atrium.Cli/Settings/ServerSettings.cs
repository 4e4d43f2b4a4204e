using System.Globalization;
using Atrium.Cli.Shell;
using Atrium.Gateway.Auth;
using Atrium.Gateway.Storage.S3;

namespace Atrium.Cli.Settings;

/// <summary>
/// What the environment says of a server. Making one reads and checks all of it, so make it before anything else:
/// <see cref="CommandFailed"/> says which setting can't be used.
/// </summary>
sealed record ServerSettings
{
    /// <summary>Where people reach the server, how they sign in, how mail leaves.</summary>
    public AuthOptions SignIn { get; } = SignInSettings.Read();

    /// <summary>The bucket that stored files lie in; null: the data folder.</summary>
    public S3Options? Store { get; } = StoreSettings.Read();

    /// <summary>Connections to PostgreSQL; null: twice the cores.</summary>
    public int? Connections { get; } = Number("ATRIUM_CONNECTIONS", 500);

    /// <summary>Connections of one agency; null: half of all.</summary>
    public int? AgencyConnections { get; } = Number("ATRIUM_AGENCY_CONNECTIONS", 500);

    /// <summary>Requests at one moment.</summary>
    public int Requests { get; } = Number("ATRIUM_REQUESTS", 10_000) ?? 1_000;

    /// <summary>Requests of one agency at one moment.</summary>
    public int AgencyRequests { get; } = Number("ATRIUM_AGENCY_REQUESTS", 10_000) ?? 100;

    static int? Number(string name, int most) =>
        Setting.Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= most ? number
        : throw new CommandFailed(
            $"{name} is no number that may stand there.",
            string.Create(CultureInfo.InvariantCulture, $"Write a whole number from 1 to {most}."));
}
