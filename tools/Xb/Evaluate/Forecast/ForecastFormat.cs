namespace XbFunctions.Xb.Evaluate.Forecast;

/// <summary>Layout and protocol of a data file.</summary>
internal enum ForecastFormat
{
    /// <summary>One row a series: <c>series_id,values</c>.</summary>
    Wide,

    /// <summary>The M3 competition.</summary>
    M3,

    /// <summary>Weekly sales of stores and departments.</summary>
    Walmart,

    /// <summary>Invoice lines of a shop.</summary>
    OnlineRetail,

    /// <summary>Monthly sales of parts.</summary>
    Carparts,
}
