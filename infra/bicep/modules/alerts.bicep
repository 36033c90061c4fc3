metadata description = 'Alerts on what the app measures (docs/telemetry.md names the metrics) and on the namespace itself.'

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Name part of the resources.')
param name string

@description('Log Analytics workspace of the metrics.')
param workspaceId string

@description('Event Hubs namespace.')
param namespaceId string

@description('Address that alerts are mailed to; empty sends none.')
param email string

var alerts = loadJsonContent('../alerts.json').alerts

resource actions 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'xbfunctions'
    enabled: true
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: '${alert.name}-${name}'
    location: location
    tags: tags
    properties: {
      displayName: 'XbFunctions ${name}: ${alert.title}'
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: alert.every
      windowSize: alert.window
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: join(alert.query, '\n')
            timeAggregation: 'Maximum'
            metricMeasureColumn: 'value'
            dimensions: map(alert.dimensions, dimension => { name: dimension, operator: 'Include', values: ['*'] })
            operator: 'GreaterThan'
            threshold: alert.threshold
            failingPeriods: { numberOfEvaluationPeriods: alert.periods, minFailingPeriodsToAlert: alert.periods }
          }
        ]
      }
      actions: { actionGroups: empty(email) ? [] : [actions.id] }
    }
  }
]

resource throttled 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'throttled-${name}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The namespace refuses events because its throughput units are used up. See docs/operations.md.'
    severity: 2
    enabled: true
    scopes: [namespaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'throttled'
          metricName: 'ThrottledRequests'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: empty(email) ? [] : [{ actionGroupId: actions.id }]
  }
}
