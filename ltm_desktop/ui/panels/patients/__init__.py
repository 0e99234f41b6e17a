"""The list of the site's patients: finding one, opening the chart, entering a new one."""
