using System.Globalization;
using System.Text.RegularExpressions;

namespace Atrium.Database.Cluster;

/// <summary>A PostgreSQL version, and whether tenants may be trusted to it.</summary>
/// <param name="Major">15 and up are supported.</param>
/// <param name="Minor">The point release.</param>
public sealed partial record PostgresVersion(int Major, int Minor)
{
    /// <summary>Oldest supported major version.</summary>
    public const int OldestMajor = 15;

    const string UpgradeRemedy = "Upgrade it with your package manager, or run setup/install-postgres.sh.";

    /// <summary>Reads what <c>postgres --version</c> prints.</summary>
    public static PostgresVersion Parse(string text)
    {
        var found = VersionPattern().Match(text);
        return found.Success
            ? new(Number(found.Groups[1].Value), Number(found.Groups[2].Value))
            : throw new DatabaseProblemException($"'{text.Trim()}' is not a PostgreSQL version.", UpgradeRemedy);
    }

    /// <summary>Reads <c>server_version_num</c>, such as 150020.</summary>
    public static PostgresVersion FromNumber(int number) => new(number / 10_000, number % 10_000);

    /// <summary>Refuses a major version that lacks what the tables need.</summary>
    /// <exception cref="DatabaseProblemException">The major version is below 15.</exception>
    public void RequireSupported()
    {
        if (Major < OldestMajor)
        {
            throw new DatabaseProblemException(
                $"PostgreSQL {this} is too old: Atrium needs {OldestMajor} or newer, for views that keep row security "
                + "(security_invoker), 'on delete set null (column)' and NULLS NOT DISTINCT.", UpgradeRemedy);
        }
    }

    /// <summary>Why this point release is unsafe for tenants, or null when it is not.</summary>
    public string? Weakness()
    {
        var floor = Major switch { 15 => 14, 16 => 10, 17 => 6, _ => 0 };
        return Major >= OldestMajor && Minor < floor
            ? $"PostgreSQL {this} is below {Major}.{floor}: planner statistics show values that row security hides "
              + "(CVE-2025-8713), so one agency could learn about another's rows."
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    static int Number(string digits) => digits.Length == 0 ? 0 : int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\d+)(?:\.(\d+))?")]
    private static partial Regex VersionPattern();
}
