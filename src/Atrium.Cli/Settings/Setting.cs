using Atrium.Cli.Shell;

namespace Atrium.Cli.Settings;

/// <summary>Reads single settings from the environment.</summary>
static class Setting
{
    /// <summary>What one says, trimmed; null where it says nothing.</summary>
    public static string? Text(string name) =>
        Environment.GetEnvironmentVariable(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>A secret: from the file that <c>NAME_FILE</c> names, or what <c>NAME</c> says; null: none.</summary>
    /// <exception cref="CommandFailed">The file can't be read.</exception>
    public static string? Secret(string name)
    {
        if (Text($"{name}_FILE") is not { } path)
        {
            return Text(name);
        }

        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailed(
                $"{name}_FILE can't be read.", $"Let the user of the server read {path}.");
        }
    }
}
