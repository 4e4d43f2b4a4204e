using System.Text.Json;

namespace Atrium.Cli.Tests;

/// <summary>Starts with the settings of a service that keeps stored files.</summary>
public sealed class UpWithStore
{
    const string Secret = "canary-of-a-store";

    [Theory]
    [InlineData("ATRIUM_S3_ENDPOINT", "", "ATRIUM_S3_BUCKET is set, and ATRIUM_S3_ENDPOINT is not")]
    [InlineData("ATRIUM_S3_ENDPOINT", "http://s3.example", "must begin with https")]
    [InlineData("ATRIUM_S3_SECRET_KEY_FILE", "/nowhere/secret", "ATRIUM_S3_SECRET_KEY_FILE can't be read")]
    public async Task One_that_can_not_be_used_is_told_before_anything_is_made(
        string name, string value, string expected)
    {
        await using var folder = new ScratchFolder();

        var (server, _, ended) = await AtriumProcess.ServeWithAsync(
            [.. Store, (name, value)], "up", "--data", folder, "--port", "0", "--no-demo");
        using var stops = server;

        Assert.Equal(1, ended?.ExitCode);
        Assert.False(Directory.Exists(folder));
        Assert.Contains(expected, ended?.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, ended?.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_says_whether_it_can_be_reached()
    {
        await using var folder = new ScratchFolder();

        var (doctor, line, _) = await AtriumProcess.ServeWithAsync(Store, "doctor", "--data", folder);
        using var ends = doctor;

        var found = JsonElement.Parse(line).GetProperty("checks").EnumerateArray()
            .Single(check => check.GetProperty("check").GetString() == "Stored files");
        Assert.False(found.GetProperty("ok").GetBoolean());
        Assert.Equal(
            "The store of files at 127.0.0.1:1 is away: ConnectionError", found.GetProperty("detail").GetString());
        Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
    }

    static (string Name, string Value)[] Store =>
    [
        ("ATRIUM_S3_ENDPOINT", "http://127.0.0.1:1"),
        ("ATRIUM_S3_BUCKET", "files"),
        ("ATRIUM_S3_ACCESS_KEY", "atrium"),
        ("ATRIUM_S3_SECRET_KEY", Secret),
    ];
}
