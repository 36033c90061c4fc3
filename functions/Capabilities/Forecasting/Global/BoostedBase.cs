namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What the trees of a global model add to.</summary>
internal enum BoostedBase
{
    /// <summary>The last value: the trees learn the change since.</summary>
    LastValue,

    /// <summary>The mean of the last values: the trees learn the distance from the level.</summary>
    Level,

    /// <summary>The value one season before the step: the trees learn the change from season to season.</summary>
    Season,

    /// <summary>Nothing: the trees learn the value itself against the series' unit, with a log link (Tweedie).</summary>
    Zero,

    /// <summary>As the first of the above, one step ahead at a time: each answer is the last value of the next step.</summary>
    Recursive,
}
