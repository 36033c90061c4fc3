using Microsoft.Extensions.Options;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Refuses bad forecasting settings at start-up; the message names the setting.</summary>
[OptionsValidator]
public sealed partial class ForecastingOptionsValidator : IValidateOptions<ForecastingOptions>;
