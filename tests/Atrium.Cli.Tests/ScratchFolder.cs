namespace Atrium.Cli.Tests;

/// <summary>A data folder of one test, not there yet; its server is stopped and it is removed afterwards.</summary>
sealed class ScratchFolder : IAsyncDisposable
{
    public string Path { get; } =
        System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"atrium-{Guid.CreateVersion7():N}");

    public static implicit operator string(ScratchFolder folder) => folder.Path;

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Path))
        {
            await AtriumProcess.RunAsync("down", "--data", Path);
            Directory.Delete(Path, recursive: true);
        }
    }
}
