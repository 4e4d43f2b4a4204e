using System.Security.Cryptography;
using System.Text;
using Atrium.Cli.Installed;
using Atrium.Database;
using Npgsql;

namespace Atrium.Cli.Backends;

/// <summary>
/// The role that the server signs in as. In a private cluster the folder of the socket is what keeps others out; in
/// another database the role gets a password of its own, kept in the secrets folder.
/// </summary>
static class GatewayRole
{
    public const string Name = "atrium_gateway";

    const int Iterations = 4_096;

    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>How the server connects to a database that isn't a private cluster. Ask after deploying.</summary>
    public static async Task<string> ConnectionStringAsync(
        string owner, Installation installation, CancellationToken cancellationToken)
    {
        var password = Password(installation.Secrets);
        var gateway = new NpgsqlConnectionStringBuilder(owner) { Username = Name, Password = password };
        if (!await LetsInAsync(gateway.ConnectionString, cancellationToken))
        {
            await using var session = await SqlSession.OpenAsync(owner, cancellationToken);
            await session.ExecuteAsync(
                $"alter role {Name} password {Sql.Literal(Verifier(password))}", cancellationToken);
        }

        return gateway.ConnectionString;
    }

    static async Task<bool> LetsInAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await SqlSession.OpenAsync(connectionString, cancellationToken);

            return true;
        }
        catch (DatabaseProblemException)
        {
            return false;
        }
    }

    static string Password(string secrets)
    {
        var file = Path.Combine(secrets, "gateway-password");
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(secrets, OwnerOnly | UnixFileMode.UserExecute);
            using var writer = new StreamWriter(file, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = OwnerOnly,
            });
            writer.WriteLine(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        }

        return File.ReadAllText(file).Trim();
    }

    // What the server would store itself (RFC 5803): a log of statements never sees the password.
    static string Verifier(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, 32);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, Encoding.ASCII.GetBytes("Client Key")));
        var server = HMACSHA256.HashData(salted, Encoding.ASCII.GetBytes("Server Key"));

        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}"
            + $"${Convert.ToBase64String(stored)}:{Convert.ToBase64String(server)}";
    }
}
