namespace XbFunctions.Capabilities.Behaviour;

/// <summary>Columns of the intent model: what is known of a session while it is open, and of its visitor before it.</summary>
public static class IntentColumns
{
    private static readonly (string Name, string Text)[] All =
    [
        ("events", "events in the session"),
        ("views", "product pages"),
        ("searches", "searches"),
        ("empty_searches", "searches without a result"),
        ("cart_adds", "times something was put into the cart"),
        ("cart_removes", "times something was taken out of the cart"),
        ("cart_lines", "lines left in the cart"),
        ("checkouts", "checkouts begun"),
        ("lists_shown", "lists of recommendations shown"),
        ("recommendations_clicked", "recommendations clicked"),
        ("distinct_items", "different items seen"),
        ("views_an_item", "product pages for each different item"),
        ("duration_seconds", "seconds since the session began"),
        ("seconds_an_event", "seconds for each event"),
        ("cart_euros", "value of the cart"),
        ("viewed_euros", "mean price of the product pages"),
        ("is_customer", "signed in"),
        ("earlier_sessions", "earlier sessions"),
        ("earlier_orders", "earlier orders"),
        ("orders_a_session", "earlier orders for each session"),
        ("spent_euros", "spent before"),
        ("days_known", "days since the first visit"),
        ("days_since_order", "days since the last order"),
        ("is_home_market", "in the storefront used most"),
        ("market", "storefront"),
        ("local_hour", "hour of the day there"),
        ("local_weekday", "day of the week there"),
    ];

    /// <summary>Names in the order of a row.</summary>
    public static IReadOnlyList<string> Names { get; } = Array.ConvertAll(All, static column => column.Name);

    /// <summary>Columns of a row.</summary>
    public static int Width => All.Length;

    /// <summary>What a column means, in words.</summary>
    /// <param name="column">Number of the column.</param>
    public static string TextOf(int column) => All[column].Text;
}
