namespace XbFunctions.Capabilities.Inventory;

/// <summary>How orders are decided. In JSON and queries: <c>rq</c>, <c>ss</c>, <c>newsvendor</c>.</summary>
public enum StockPolicy
{
    /// <summary>(r, Q): at or below r, order Q.</summary>
    RQ,

    /// <summary>(s, S): at or below s on a day of review, order up to S.</summary>
    SS,

    /// <summary>One order for what is left of a season or of a shelf life.</summary>
    Newsvendor,
}
