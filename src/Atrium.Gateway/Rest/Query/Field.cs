using System.Text;

namespace Atrium.Gateway.Rest.Query;

/// <summary>A column, or a place within a JSON column.</summary>
/// <param name="Name">Column name; <c>*</c> in a select means every column.</param>
/// <param name="Path">Steps into the JSON, outermost first; empty for the column itself.</param>
sealed record Field(string Name, IReadOnlyList<JsonStep> Path)
{
    /// <summary>Key in the answer when no alias is given: the last named step, else the column.</summary>
    public string OutputName => Path.LastOrDefault(step => !step.IsIndex)?.Key ?? Name;

    public void WriteShape(StringBuilder shape)
    {
        shape.Text(Name);
        foreach (var step in Path)
        {
            shape.Append(step.AsText ? "->>" : "->").Append(step.IsIndex ? "#" : "").Text(step.Key);
        }
    }
}

/// <summary>One step into a JSON value.</summary>
/// <param name="Key">Name of the member, or the index as digits.</param>
/// <param name="IsIndex">The step is an array index.</param>
/// <param name="AsText">The step ends in text (<c>->></c>) and not in JSON (<c>-></c>).</param>
sealed record JsonStep(string Key, bool IsIndex, bool AsText);
