namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary><c>tests.help_center()</c>: shelves and articles of two agencies.</summary>
public sealed class ArticleScene() : Scene(
    "help_center", "shelf", "back_room", "far_shelf", "k_draft", "k_public", "k_customers", "k_internal", "k_foreign");
