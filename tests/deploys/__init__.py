"""Deploys: real processes that are started, stopped, killed and replaced while customers write."""
