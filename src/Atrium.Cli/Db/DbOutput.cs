using Atrium.Database;

namespace Atrium.Cli.Db;

/// <summary>A text that goes to a file or to the screen.</summary>
static class DbOutput
{
    /// <summary>Writes the file if one is named, else answers with the text.</summary>
    /// <param name="file">Where to write; null for the screen.</param>
    /// <param name="text">The whole text.</param>
    /// <param name="name">What it is called in the JSON answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<DbAnswer> AnswerAsync(
        string? file, string text, string name, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return new(true, text, (name, text));
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/");
            if (!File.Exists(file) || await File.ReadAllTextAsync(file, cancellationToken) != text)
            {
                await File.WriteAllTextAsync(file, text, cancellationToken);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseProblemException($"{file} cannot be written: {problem.Message}", "", problem);
        }

        return new(true, $"{file} is written.", ("file", file));
    }
}
