using System.Globalization;
using System.Text;

namespace Atrium.Gateway.Rest.Query;

/// <summary>
/// Writes what makes requests alike. Texts of callers stand with their length before them, so that no text can pass for
/// the shape of another request and be served by its plan.
/// </summary>
static class Shapes
{
    public static StringBuilder Text(this StringBuilder shape, string? text) => text is null
        ? shape.Append('-')
        : shape.Append(CultureInfo.InvariantCulture, $"{text.Length}:").Append(text);

    public static StringBuilder Texts(this StringBuilder shape, IReadOnlyCollection<string> texts)
    {
        shape.Append(CultureInfo.InvariantCulture, $"#{texts.Count}");
        foreach (var text in texts)
        {
            shape.Text(text);
        }

        return shape;
    }
}
