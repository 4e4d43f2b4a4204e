using Atrium.Cli.Settings;
using Atrium.Cli.Shell;
using Atrium.Gateway.Storage.S3;

namespace Atrium.Cli.Doctor;

/// <summary>Whether the bucket that stored files lie in does what it must. The data folder is checked apart.</summary>
static class StoreChecks
{
    const string Check = "Stored files";

    public static async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return StoreSettings.Read() is not { } bucket ? []
                : await S3Probe.RunAsync(bucket, TimeProvider.System, cancellationToken) is { } wrong
                    ? [Finding.Bad(Check, wrong, "See ATRIUM_S3_… in docs/operating/configuration.md.")]
                    : [Finding.Good(Check, $"bucket {bucket.Bucket} at {bucket.Endpoint.Authority}")];
        }
        catch (CommandFailed failed)
        {
            return [Finding.Bad(Check, failed.Message, failed.Remedy)];
        }
    }
}
