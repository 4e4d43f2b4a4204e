using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Atrium.Gateway.Tokens;

/// <summary>
/// A JSON file only its owner may read (mode 0600 in a folder of mode 0700), replaced whole or not at all.
/// </summary>
static class SecretFile
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>What <paramref name="path"/> holds; null when there is no such file.</summary>
    /// <exception cref="InvalidOperationException">Others may read the file, or it isn't what it should be.</exception>
    public static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0)
        {
            throw new InvalidOperationException(
                $"{path} can be read by other users of this machine. Run: chmod 600 '{path}'");
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException(
                $"{path} is not the JSON it should be: restore it from a backup, or move it away for a new one.", e);
        }
    }

    /// <summary>
    /// Writes <paramref name="value"/> to <paramref name="path"/>, making the folder when it is missing.
    /// </summary>
    public static void Write<T>(string path, T value, JsonTypeInfo<T> type)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        var draft = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(file, value, type);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }
}
