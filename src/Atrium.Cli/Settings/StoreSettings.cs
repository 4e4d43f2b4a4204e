using Atrium.Cli.Shell;
using Atrium.Gateway.Storage.S3;

namespace Atrium.Cli.Settings;

/// <summary>What the environment says of where stored files lie: <c>ATRIUM_S3_…</c>.</summary>
static class StoreSettings
{
    static readonly string[] Others =
    [
        "ATRIUM_S3_BUCKET", "ATRIUM_S3_REGION", "ATRIUM_S3_ADDRESSING", "ATRIUM_S3_ACCESS_KEY", "ATRIUM_S3_SECRET_KEY",
        "ATRIUM_S3_SECRET_KEY_FILE",
    ];

    /// <summary>The bucket; null: the data folder.</summary>
    /// <exception cref="CommandFailed">It can't be used as the settings are.</exception>
    public static S3Options? Read()
    {
        if (Setting.Text("ATRIUM_S3_ENDPOINT") is not { } address)
        {
            return Others.FirstOrDefault(name => Setting.Text(name) is not null) is not { } lonely ? null
                : throw new CommandFailed(
                    $"{lonely} is set, and ATRIUM_S3_ENDPOINT is not.",
                    "Set ATRIUM_S3_ENDPOINT too, or none of them: files lie in the data folder then.");
        }

        var options = new S3Options
        {
            Endpoint = Uri.TryCreate(address, UriKind.Absolute, out var endpoint) ? endpoint
                : throw new CommandFailed(
                    "ATRIUM_S3_ENDPOINT is no address.", "Write it as https://s3.eu-central-1.amazonaws.com."),
            Bucket = Setting.Text("ATRIUM_S3_BUCKET") ?? "",
            Region = Setting.Text("ATRIUM_S3_REGION") ?? "us-east-1",
            AccessKey = Setting.Text("ATRIUM_S3_ACCESS_KEY") ?? "",
            SecretKey = Setting.Secret("ATRIUM_S3_SECRET_KEY") ?? "",
            PathStyle = Setting.Text("ATRIUM_S3_ADDRESSING") switch
            {
                null or "path" => true,
                "host" => false,
                _ => throw new CommandFailed(
                    "ATRIUM_S3_ADDRESSING is neither path nor host.", "Leave it out: every service takes path."),
            },
        };
        return options.Wrong is { } wrong
            ? throw new CommandFailed(
                $"The store of files can't be used: {wrong}.", "See ATRIUM_S3_… in docs/operating/configuration.md.")
            : options;
    }
}
