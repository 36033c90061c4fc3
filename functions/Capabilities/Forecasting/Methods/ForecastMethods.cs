namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Every method that forecasts a series from its own history.</summary>
internal static class ForecastMethods
{
    /// <summary>The methods, baselines first.</summary>
    public static IReadOnlyList<IForecastMethod> All { get; } =
    [
        new NaiveMethod(isSeasonal: false),
        new NaiveMethod(isSeasonal: true),
        new SmoothingMethod("ses", static history => history.Simple),
        new SmoothingMethod("damped", static history => history.Damped),
        new AutomaticSmoothingMethod(),
        new SeasonalSmoothingMethod(),
        new ThetaMethod(),
        new OptimisedThetaMethod(isDynamic: false),
        new OptimisedThetaMethod(isDynamic: true),
        new LogDampedMethod(),
        new ProfileDampedMethod(0.5),
        new ProfileDampedMethod(1),
        new SeasonalGrowthMethod(0, 0),
        new SeasonalGrowthMethod(0.5, 0),
        new SeasonalGrowthMethod(0.5, 0.7),
        SeasonalGrowthMethod.OfYear(),
        new SeasonalMeanMethod(isShortest: true),
        new SeasonalMeanMethod(isShortest: false),
        new RidgeAutoregression(8, isFull: false, 1),
        new RidgeAutoregression(12, isFull: true, 1),
        new RidgeAutoregression(12, isFull: true, 0.99),
        new WindowMethod(4, isMedian: false),
        new WindowMethod(8, isMedian: false),
        new WindowMethod(12, isMedian: false),
        new WindowMethod(24, isMedian: false),
        new WindowMethod(4, isMedian: true),
        new WindowMethod(8, isMedian: true),
        new IntermittentMethod(IntermittentKind.Croston, 0.1),
        new IntermittentMethod(IntermittentKind.Sba, 0.1),
        new IntermittentMethod(IntermittentKind.Tsb, 0.05),
        new IntermittentMethod(IntermittentKind.Tsb, 0.15),
    ];
}
