using System.Security.Cryptography;
using System.Text;

namespace Atrium.Database.Plans;

/// <summary>One step of the plan: a folder of four scripts.</summary>
/// <param name="Name">Module and change, such as <c>kernel/010_roles</c>.</param>
/// <param name="Needs">Names of the changes it builds on; all stand above it in the plan.</param>
public sealed record Change(string Name, IReadOnlyList<string> Needs)
{
    const string DeployerMark = "-- run as: deployer";

    /// <summary>Makes what the change is about.</summary>
    public required SqlScript Deploy { get; init; }

    /// <summary>Restores the catalogue exactly.</summary>
    public required SqlScript Revert { get; init; }

    /// <summary>Raises where the result is not as meant.</summary>
    public required SqlScript Verify { get; init; }

    /// <summary>Tries what must be refused.</summary>
    public required SqlScript Prove { get; init; }

    /// <summary>SHA-256 of <c>deploy.sql</c>, line ends as LF: 64 hexadecimal digits.</summary>
    public string Checksum { get; private init; } = "";

    /// <summary>Reads the four scripts.</summary>
    /// <exception cref="DatabaseProblemException">One is missing.</exception>
    public static Change Read(string planFolder, string name, IReadOnlyList<string> needs)
    {
        var deploy = SqlScript.Read(planFolder, Path.Combine(name, "deploy.sql"));
        return new(name, needs)
        {
            Deploy = deploy,
            Revert = SqlScript.Read(planFolder, Path.Combine(name, "revert.sql")),
            Verify = SqlScript.Read(planFolder, Path.Combine(name, "verify.sql")),
            Prove = SqlScript.Read(planFolder, Path.Combine(name, "prove.sql")),
            Checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(deploy.Text))),
        };
    }

    /// <summary>True where a script asks to run as the deploying role instead of <c>atrium_owner</c>.</summary>
    public static bool RunsAsDeployer(SqlScript script) =>
        script.Text.StartsWith(DeployerMark, StringComparison.Ordinal);
}
