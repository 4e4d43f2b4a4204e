namespace Atrium.Database.Demo.HelpCentre;

/// <summary>The help centre of an agency, its readers, and what its agents work with.</summary>
sealed class DemoHelpCentre
{
    public List<CategoryRow> Categories { get; } = [];
    public List<ArticleRow> Articles { get; } = [];
    public List<ArticleVersionRow> Versions { get; } = [];
    public List<RedirectRow> Redirects { get; } = [];
    public List<VoteRow> Votes { get; } = [];
    public List<ViewsRow> Views { get; } = [];
    public List<TemplateRow> Templates { get; } = [];
    public List<MacroRow> Macros { get; } = [];
    public List<SavedViewRow> SavedViews { get; } = [];
    public List<FieldRow> Fields { get; } = [];

    public static DemoHelpCentre Make(DemoAgency agency)
    {
        var centre = new DemoHelpCentre();
        DemoArticles.Add(centre, agency);
        DemoReaders.Add(centre, agency);
        DemoTools.Add(centre, agency);
        return centre;
    }

    public IReadOnlyList<DemoTable> Tables =>
    [
        DemoTable.Of("public.kb_categories", Categories),
        DemoTable.Of("public.kb_articles", Articles) with { Kept = ["kb_articles_words"] },
        DemoTable.Of("public.kb_article_versions", Versions),
        DemoTable.Of("public.kb_redirects", Redirects),
        DemoTable.Of("public.kb_article_votes", Votes),
        DemoTable.Of("atrium.article_views", Views),
        DemoTable.Of("public.response_templates", Templates),
        DemoTable.Of("public.macros", Macros),
        DemoTable.Of("public.saved_views", SavedViews),
        DemoTable.Of("public.custom_field_definitions", Fields),
    ];
}
