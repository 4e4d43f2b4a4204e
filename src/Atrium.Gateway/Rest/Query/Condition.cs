using System.Globalization;
using System.Text;

namespace Atrium.Gateway.Rest.Query;

/// <summary>What must hold of a row. Values stand apart, as operands, so that equal shapes share their SQL.</summary>
/// <param name="Negated">The condition must not hold.</param>
abstract record Condition(bool Negated)
{
    /// <summary>Writes all but the values.</summary>
    public abstract void WriteShape(StringBuilder shape);
}

/// <summary>All or any of several conditions.</summary>
sealed record Junctor(bool Negated, bool All, IReadOnlyList<Condition> Parts) : Condition(Negated)
{
    public override void WriteShape(StringBuilder shape)
    {
        shape.Append(Negated ? "!" : "").Append(All ? "&(" : "|(");
        foreach (var part in Parts)
        {
            part.WriteShape(shape);
            shape.Append(',');
        }

        shape.Append(')');
    }
}

/// <summary>One comparison of a field with a value.</summary>
/// <param name="Negated">The comparison must not hold.</param>
/// <param name="Field">What is compared.</param>
/// <param name="Operator">How.</param>
/// <param name="Quantifier">Against any or all members of a list, or null for the value itself.</param>
/// <param name="Language">Text search configuration, or null for the default.</param>
/// <param name="Operand">Index of the value among the request's operands.</param>
sealed record Comparison(
    bool Negated, Field Field, Operator Operator, Quantifier? Quantifier, string? Language, int Operand)
    : Condition(Negated)
{
    public override void WriteShape(StringBuilder shape)
    {
        shape.Append(Negated ? "!" : "");
        Field.WriteShape(shape);
        shape.Append('.').Append(Operator.Name);
        shape.Append(Quantifier switch
        {
            Query.Quantifier.Any => "(any)",
            Query.Quantifier.All => "(all)",
            _ => "",
        });
        shape.Text(Language).Append('$').Append(Operand.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary>A test against one of the few words SQL has for it: null, true, false, unknown.</summary>
sealed record IsTest(bool Negated, Field Field, string Word) : Condition(Negated)
{
    public override void WriteShape(StringBuilder shape)
    {
        shape.Append(Negated ? "!" : "");
        Field.WriteShape(shape);
        shape.Append(".is.").Append(Word);
    }
}

/// <summary>Whether a list is met by one of its members or by each.</summary>
enum Quantifier
{
    Any,
    All,
}
