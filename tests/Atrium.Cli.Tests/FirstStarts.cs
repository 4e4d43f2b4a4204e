using System.Text.Json;

namespace Atrium.Cli.Tests;

/// <summary>The starts from nothing that several tests need: begun with the first of them, each takes a core.</summary>
static class FirstStarts
{
    public static ScratchFolder BareFolder { get; } = new();

    public static ScratchFolder DemoFolder { get; } = new();

    public static Task<(AtriumProcess Server, JsonElement Ready)> Bare { get; } =
        AtriumProcess.ServeAsync("up", "--data", BareFolder, "--port", "0", "--no-demo");

    public static Task<(AtriumProcess Server, JsonElement Ready)> Demo { get; } =
        AtriumProcess.ServeAsync("up", "--data", DemoFolder, "--port", "0");
}
