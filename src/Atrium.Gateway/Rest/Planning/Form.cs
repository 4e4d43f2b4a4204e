using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Schema;

namespace Atrium.Gateway.Rest.Planning;

/// <summary>The form a plan answers in.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="ContentType">As the header says it.</param>
sealed record Form(MediaType Type, string ContentType)
{
    /// <summary>The database's handler of a custom form, or null.</summary>
    public Handler? Handler { get; init; }

    /// <summary>The statement's plan is wanted in place of its answer; or null.</summary>
    public Explain? Explain { get; init; }

    /// <summary>Exactly one row is asked for.</summary>
    public bool IsSingular => Type is MediaType.Object or MediaType.ObjectStripped;

    /// <summary>The first of the types a request accepts that can be made of its answer.</summary>
    /// <param name="catalogue">Knows the database's handlers.</param>
    /// <param name="request">Says what it accepts.</param>
    /// <param name="target">Table, or function of one value, whose handlers count.</param>
    /// <param name="builtIn">Which of the built-in forms can be made.</param>
    /// <param name="options">What is served.</param>
    public static Form Choose(
        Catalogue catalogue, RestRequest request, string target, Func<MediaType, bool> builtIn, RestOptions options)
    {
        // A handler of one table takes whole rows of it.
        var whole = request.Query.SelectsAll;
        foreach (var accepted in request.Accepted)
        {
            var form = accepted.Form is MediaType.Object or MediaType.ObjectStripped or MediaType.JsonStripped
                ? BuiltIn(accepted.Form.Value)
                : (whole ? OfHandler(catalogue.HandlerOf(request.Schema, target, "*/*")) : null)
                    ?? (whole ? OfHandler(catalogue.HandlerOf(request.Schema, target, accepted.Name)) : null)
                    ?? OfHandler(catalogue.HandlerOf("", "", accepted.Name))
                    ?? (accepted.Form is { } known && builtIn(known) ? BuiltIn(known) : null);
            if (form is not null && (accepted.Explain is null || options.ShowsPlans))
            {
                return accepted.Explain is { } explain ? Explained(form, explain) : form;
            }
        }

        throw RestErrors.NotAcceptable(string.Join(", ", request.Accepted.Select(accepted => accepted.Name)));
    }

    static Form BuiltIn(MediaType type) => new(type, type.ContentType());

    static Form? OfHandler(Handler? handler) => handler is null ? null : new Form(MediaType.Custom, handler.ContentType)
    {
        Handler = handler,
    };

    static Form Explained(Form form, Explain explain)
    {
        var inner = form.ContentType.Replace("; charset=utf-8", "", StringComparison.Ordinal);
        var options = explain.Options.Count > 0 ? "; options=" + string.Join('|', explain.Options) : "";
        return form with
        {
            Explain = explain,
            ContentType = $"application/vnd.pgrst.plan+{explain.Format}; for=\"{inner}\"{options}; charset=utf-8",
        };
    }
}
